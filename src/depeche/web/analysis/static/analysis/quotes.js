// Candidates by keyboard: J and K from card to card, V chooses the one that has the focus. Off where single keys are off.
(() => {
  "use strict";

  const list = document.getElementById("candidates");
  if (!list) return;
  const cards = [...list.querySelectorAll(".quote-card[tabindex]")];
  const here = () => cards.findIndex((card) => card.contains(document.activeElement));
  const go = (place) => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, place))];
    card?.focus();
    card?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (localStorage.getItem("depeche-keys-off") === "1") return;
    const key = event.key.toLowerCase();
    if (key === "j") go(here() + 1);
    else if (key === "k") go(here() - 1);
    else if (key === "v" && here() >= 0) cards[here()].querySelector("[data-choose]")?.click();
    else return;
    event.preventDefault();
  });
})();
