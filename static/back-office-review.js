/* The review screen under the keyboard. What a key does stands in the page's own list of keys (data-key, data-does);
   htmx sends the forms and puts the answer in its place. Without this script every button still works. */
(() => {
  const screen = document.getElementById("review");
  if (!screen) return;
  const dialog = document.getElementById("keys");
  const said = document.getElementById("said");
  const doing = Object.fromEntries(
    [...dialog.querySelectorAll("[data-does]")].map(key => [key.dataset.key, key.dataset.does]));
  const all = selector => [...screen.querySelectorAll(selector)];
  const undecided = () => all(".claim.proposed");
  const before = new Map();
  let claim = null;

  const scroll = node => node.scrollIntoView({block: "nearest"});

  function light(passage) {
    all(".page-text .lit").forEach(line => line.classList.remove("lit"));
    const lines = (passage?.dataset.lines || "").split(" ").filter(Boolean)
      .map(number => document.getElementById(`line-${number}`)).filter(Boolean);
    lines.forEach(line => line.classList.add("lit"));
    const pane = screen.querySelector(".review-page");
    if (lines.length && pane.scrollHeight > pane.clientHeight)
      pane.scrollTop = lines[0].offsetTop - pane.clientHeight / 3;
  }

  function choose(next) {
    if (!next) return;
    all(".claim.current, mark.current").forEach(node => node.classList.remove("current"));
    claim = next.id;
    next.classList.add("current");
    all(`mark[data-claims~="${CSS.escape(claim)}"]`).forEach(mark => mark.classList.add("current"));
    next.focus({preventScroll: true});
    scroll(next);
    light(next.closest(".passage"));
  }

  function step(nodes, from, by) {
    if (!nodes.length) return null;
    const after = nodes.filter(node => !from
      || (from.compareDocumentPosition(node) & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING)));
    return by > 0 ? after[0] || nodes[0] : after[after.length - 1] || nodes[nodes.length - 1];
  }

  const current = () => (claim && document.getElementById(claim)) || document.activeElement.closest?.(".claim");
  const passage = () => document.activeElement.closest?.(".passage") || current()?.closest(".passage") || all(".passage")[0];

  function choosePassage(by) {
    const next = step(all(".passage"), document.activeElement.closest?.(".passage"), by);
    next?.focus({preventScroll: true});
    if (next) { scroll(next); light(next); }
  }

  function open(details, field) {
    if (!details) return;
    details.open = true;
    const first = details.querySelector(field);
    first?.focus();
    if (first) scroll(first);
  }

  function putBack(place) {
    place.innerHTML = before.get(place.id) ?? "";
    htmx.process(place);
  }

  function press(name, within = screen) {
    const button = within?.querySelector(`[data-act="${name}"]`);
    button?.click();
  }

  const acts = {
    "next-claim": () => choose(step(undecided(), current(), 1)),
    "previous-claim": () => choose(step(undecided(), current(), -1)),
    "confirm": () => press("confirm", current()),
    "reject": () => press("reject", current()),
    "correct": () => press("correct", current()),
    "next-passage": () => choosePassage(1),
    "previous-passage": () => choosePassage(-1),
    "edit-text": () => open(passage()?.querySelector("details.edit"), "textarea"),
    "edit-head": () => open(document.getElementById("head"), "input:not([type=hidden]), select"),
    "comment": () => open(document.getElementById("comments"), "textarea"),
    "add": () => open(passage()?.querySelector("details.add"), "a"),
    "tick": () => press("tick", passage()),
    "up": () => press("up", passage()),
    "down": () => press("down", passage()),
    "workbench": () => open(document.getElementById("workbench"), "input:not([type=hidden]), select, button"),
    "help": () => dialog.showModal(),
    "close": () => {
      all(".claim-form").forEach(form => putBack(form.parentElement));
      all(":is(.edit, .add, .head, .workbench)[open]").forEach(details => { details.open = false; });
      document.activeElement.blur();
      current()?.focus({preventScroll: true});
    },
  };
  const act = name => (acts[name] || press)(name);

  document.addEventListener("keydown", event => {
    const writing = event.target.matches("input:not([type=checkbox]), textarea, select, .select2-selection, [role=searchbox]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.closest("fieldset")?.querySelector("button"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || (writing && event.key !== "Escape")) return;
    const name = doing[event.key];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    act(name);
  }, true);

  screen.addEventListener("click", event => {
    const mark = event.target.closest("mark[data-claims]");
    if (mark) choose(document.getElementById(mark.dataset.claims.split(" ")[0]));
    if (event.target.closest("[data-act=help]")) dialog.showModal();
    if (event.target.closest("[data-act=close]")) {
      event.preventDefault();
      acts.close();
    }
  });
  screen.addEventListener("focusin", event => {
    const chosen = event.target.closest(".claim");
    if (chosen && chosen.id !== claim) choose(chosen);
    else if (!chosen) light(event.target.closest(".passage"));
  });

  function count() {
    document.getElementById("undecided").textContent = undecided().length;
    screen.querySelector(".state.undecided").hidden = false;
  }

  document.body.addEventListener("htmx:beforeSwap", event => {
    const place = event.detail.target;
    if (!place.querySelector(":scope > .claim-form")) before.set(place.id, place.innerHTML);
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    window.django?.jQuery?.(event.target).find?.(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2?.();
    count();
    const form = document.querySelector(".claim-form");
    if (form && event.target.contains(form)) {
      form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      return;
    }
    said.textContent = said.dataset.saved;
    const there = claim && document.getElementById(claim);
    const alert = document.querySelector(".passage .error");
    if (alert) alert.closest("form").querySelector("textarea")?.focus();
    else if (there?.matches(".proposed")) choose(there);
    else choose(step(undecided(), there || passage(), 1) || there);
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"])
    document.body.addEventListener(failure, () => { said.textContent = said.dataset.failed; said.classList.remove("sr-only"); });

  all(".needs-script").forEach(node => { node.hidden = false; });
  count();
  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.matches(".passage")) { asked.focus(); light(asked); }
  else choose(undecided()[0]);
})();
