// The editor of a section: sets references in where the cursor stands, and says so when the latest words are not saved.
(() => {
  "use strict";

  const form = document.querySelector("form[data-editor]");
  const field = form?.querySelector("textarea");
  if (!form || !field) return;
  let saved = field.value;
  let sending = saved;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const text = button.dataset.insert;
    const whole = button.name === "fetch"; // a text of paragraphs goes below what is written
    const gap = whole && field.value.trim() ? "\n\n" : "";
    const [start, end] = whole ? [field.value.trimEnd().length, field.value.length] : [field.selectionStart, field.selectionEnd];
    field.focus();
    field.setRangeText(gap + text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  form.addEventListener("htmx:beforeRequest", () => {
    sending = field.value;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && document.getElementById("saved")) saved = sending;
  });
  // Another tab or another page is opened: save at once instead of after a pause.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && field.value !== saved && window.htmx) window.htmx.trigger(form, "submit");
  });
  window.addEventListener("beforeunload", (event) => {
    if (field.value !== saved) event.preventDefault();
  });
})();
