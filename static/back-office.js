/* Choosers say what they choose: the library that draws them gives their fields no name. */
(() => {
  const UNNAMED = ".select2-selection__rendered:not([aria-label]), .select2-search--inline input:not([aria-label])";

  function labelOf(field) {
    const select = field.closest(".select2-container")?.previousElementSibling;
    return select?.id ? document.querySelector(`label[for="${select.id}"]`) : null;
  }

  function name() {
    for (const field of document.querySelectorAll(UNNAMED))
      field.setAttribute("aria-label", labelOf(field)?.textContent.trim() || field.textContent.trim());
  }

  addEventListener("load", () => setTimeout(name));
  addEventListener("htmx:afterSettle", () => setTimeout(name));
})();
