// One card at a time by keyboard. Every key has its box or button; nothing is sent but the form of the page.
(() => {
  "use strict";

  const desk = document.getElementById("desk");
  if (!desk) return;
  const form = document.getElementById("judge");
  const none = document.getElementById("none");
  const themes = [...form.querySelectorAll("input[name=theme]")];

  // A card is either in themes or in none of them
  form.addEventListener("change", (event) => {
    if (event.target === none && none.checked) themes.forEach((box) => { box.checked = false; });
    if (event.target.name === "theme" && event.target.checked) none.checked = false;
  });

  const KEYS_OFF = "depeche-keys-off";
  const keysOn = () => localStorage.getItem(KEYS_OFF) !== "1";
  const box = document.getElementById("keys-on");
  const prepare = () => {
    box.checked = keysOn();
    desk.classList.toggle("keys-off", !keysOn());
  };
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
    prepare();
  });

  const say = (text) => {
    const live = document.getElementById("live-status");
    if (live) live.textContent = text;
  };
  const press = (key) => {
    const found = form.querySelector(`input[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    found.click();
    const label = form.querySelector(`label[for="${found.id}"]`).firstChild.textContent.trim();
    say(found.checked ? label : `${label} –`);
    return true;
  };
  let sent = false; // a second J while the next card is being fetched would skip it
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  const buttons = { j: "go-next", k: "go-previous" };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (field && event.key === "Escape") field.blur();
    if (field || event.ctrlKey || event.metaKey || event.altKey || sent || !keysOn()) return;
    const key = event.key.toLowerCase();
    const button = buttons[key] ? document.getElementById(buttons[key]) : null;
    if (button) form.requestSubmit(button);
    else if (!press(key)) return;
    event.preventDefault();
  });
  prepare();
})();
