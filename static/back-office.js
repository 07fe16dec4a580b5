/* Choosers say what they choose: the library that draws them gives their fields no name. */
(() => {
  function name() {
    for (const field of document.querySelectorAll(".select2-selection__rendered:not([aria-label])")) {
      const label = document.querySelector(`label[for="${CSS.escape(field.id.replace(/^select2-|-container$/g, ""))}"]`);
      if (label) field.setAttribute("aria-label", label.textContent.trim());
    }
  }
  addEventListener("load", name);
  addEventListener("htmx:afterSettle", () => setTimeout(name));
})();
