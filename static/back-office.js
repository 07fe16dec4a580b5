/* Choosers say what they choose: the library that draws them gives their fields no name. */
(() => {
  const labelOf = field => document.querySelector(`label[for="${field.id.replace(/^select2-|-container$/g, "")}"]`);

  function name() {
    for (const field of document.querySelectorAll(".select2-selection__rendered:not([aria-label])"))
      field.setAttribute("aria-label", labelOf(field)?.textContent.trim() || field.textContent.trim());
  }

  addEventListener("load", () => setTimeout(name));
  addEventListener("htmx:afterSettle", () => setTimeout(name));
})();
