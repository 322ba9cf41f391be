// Forms: one press sends once; a counter tells how many characters are left; a file field and selects that send themselves.
(() => {
  "use strict";

  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.hasAttribute("data-repeatable")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  }, true);
  // A page fetched from the browser's memory, or an htmx request that has ended, may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });

  const NEAR = 0.2; // of the limit; until then the count would only disturb
  const count = (field) => {
    const counter = document.getElementById(field.dataset.counter);
    if (!counter) return;
    const limit = Number(field.dataset.limit);
    const left = limit - [...field.value].length;
    counter.hidden = left > Math.min(500, NEAR * limit);
    const words = left < 0 ? counter.dataset.over : left === 1 ? counter.dataset.one : counter.dataset.many;
    counter.textContent = words.replace("%s", String(Math.abs(left)));
    counter.classList.toggle("is-over", left < 0);
  };
  document.addEventListener("input", (event) => {
    if (event.target.dataset?.counter) count(event.target);
  });
  const start = (scope) => scope.querySelectorAll("[data-counter]").forEach(count);
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
