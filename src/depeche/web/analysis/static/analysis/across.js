// What is being written beside a part is kept in the browser until it has been saved: nothing typed is lost.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-keep]")) {
    const field = form.querySelector("textarea");
    const notice = form.querySelector("[data-kept]");
    const name = `depeche.reflection.${form.dataset.keep}`;
    const seen = form.querySelector("[name=seen]");
    const original = field.value;
    const before = JSON.parse(sessionStorage.getItem(name) ?? "null");
    if (before && before.text.trim() === original.trim()) sessionStorage.removeItem(name);
    else if (before) {
      field.value = before.text;
      seen.value = before.base; // if somebody else has written since, saving says so
      form.closest("details").open = true;
      notice.hidden = false;
    }
    field.addEventListener("input", () => {
      notice.hidden = true;
      if (field.value === original) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, JSON.stringify({ base: seen.value, text: field.value }));
    });
  }
})();
