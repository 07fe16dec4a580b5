/* Suggestions while typing, and the way from hit to hit in an article. Every page works without. */
"use strict";

(() => {
  const WAIT = 150; // milliseconds after the last key
  const script = document.currentScript;

  /* --- Suggestions: a listbox under each search field, by the pattern for comboboxes of the ARIA practices --- */

  function attach(input, number) {
    const list = document.createElement("ul");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", script.dataset.label);
    list.hidden = true;
    input.after(list);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    let timer = 0, asked = "", chosen = -1, composing = false;

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function option(each, place) {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.dataset.address = each.address;
      for (const [name, text] of [["kind", each.kind], ["label", each.label], ["count", each.count || ""]]) {
        const part = document.createElement("span");
        part.className = `suggestion-${name}`;
        part.textContent = text;
        item.append(part, " ");
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(item); });
      return item;
    }

    function go(item) { window.location.assign(item.dataset.address); }

    function choose(place) {
      const items = [...list.children];
      chosen = (place + items.length + 1) % (items.length + 1); // one more place: the field itself
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      const item = items[chosen];
      if (item) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    }

    async function ask() {
      const words = input.value.trim();
      asked = words;
      if (!words) return close();
      const response = await fetch(`${script.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
      if (!response || !response.ok || asked !== words) return;
      const { suggestions } = await response.json();
      if (asked !== words || document.activeElement !== input) return;
      list.replaceChildren(...suggestions.map(option));
      chosen = -1;
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    function later() { clearTimeout(timer); timer = setTimeout(ask, WAIT); }

    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; later(); });
    input.addEventListener("input", () => { if (!composing) later(); });
    input.addEventListener("blur", () => { asked = ""; close(); });
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && list.children[chosen]) go(list.children[chosen]);
      else return;
      event.preventDefault();
    });
  }

  let fields = 0;
  function attachAll(root) {
    root.querySelectorAll('form.search input[name="q"]:not([role])').forEach((input) => attach(input, fields++));
  }
  attachAll(document);
  document.addEventListener("htmx:load", (event) => attachAll(event.target)); // a list that was narrowed in its place

  /* --- From hit to hit: the links of the bar lead to the next mark, without a jump to the top --- */

  const bar = document.querySelector(".hit-bar");
  const hits = [...document.querySelectorAll(".reading mark")];
  if (bar && hits.length) {
    let here = -1;
    const show = (step) => {
      here = (here + step + hits.length) % hits.length;
      hits.forEach((hit, at) => hit.classList.toggle("here", at === here));
      hits[here].scrollIntoView({ block: "center" });
      bar.querySelector(".hit-place").textContent = `${here + 1} / ${hits.length}`;
    };
    bar.querySelectorAll("[data-step]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => show(Number(button.dataset.step)));
    });
    const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
    const first = target ? hits.findIndex((hit) => target.contains(hit)) : -1;
    here = first - (first < 0 ? 0 : 1);
    if (first >= 0) show(1);
  }
})();
