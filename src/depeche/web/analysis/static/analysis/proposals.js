// Proposed groups: how many are asked for, and how many cards a press of the button takes. Without it all works as well.
(() => {
  "use strict";

  const told = () => {
    for (const form of document.querySelectorAll("[data-group]")) {
      const button = form.querySelector("[data-accept]");
      const boxes = [...form.querySelectorAll("input[name=card]")];
      form.elements.shown.value = boxes.map((box) => box.value).join(",");
      const left = boxes.filter((box) => !box.checked).length;
      const hidden = button.querySelector(".sr-only");
      button.firstChild.textContent = button.dataset.accept.replace("%s", Number(button.dataset.all) - left);
      if (hidden) button.append(hidden);
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.name === "card") told();
  });
  document.addEventListener("input", (event) => {
    const output = document.querySelector(`[data-number-of="${CSS.escape(event.target.id)}"]`);
    if (output) output.textContent = event.target.value;
  });
  document.addEventListener("htmx:afterSettle", told);
  told();
})();
