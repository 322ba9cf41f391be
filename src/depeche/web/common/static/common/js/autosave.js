// <form data-autosave="URL"> sends its fields to URL as one types; the server's answer, e.g. "Saved at 14.30", is shown
// in the element with the id named by data-autosave-status. What could not be saved stays in the field and is tried again.
(() => {
  "use strict";

  const PAUSE = 900; // milliseconds without typing
  const AGAIN = 5000;

  const watch = (form) => {
    if (form.dataset.watched) return;
    form.dataset.watched = "yes";
    const status = document.getElementById(form.dataset.autosaveStatus);
    const content = () => new URLSearchParams(new FormData(form)).toString();
    let saved = content();
    let timer = 0;
    let busy = false;

    const show = (text, failed) => {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("is-failed", failed);
    };
    const save = async () => {
      const now = content();
      if (now === saved || form.dataset.sent) return;
      if (busy) return plan(PAUSE);
      busy = true;
      try {
        const response = await fetch(form.dataset.autosave, {
          method: "POST",
          body: new URLSearchParams(now),
          headers: { "X-Requested-With": "autosave" },
          credentials: "same-origin",
          redirect: "error",
        });
        if (!response.ok) throw new Error(String(response.status));
        saved = now;
        show((await response.text()).trim(), false);
      } catch {
        show(form.dataset.autosaveFailed ?? "", true);
        plan(AGAIN);
      } finally {
        busy = false;
      }
    };
    const plan = (delay) => {
      clearTimeout(timer);
      timer = setTimeout(save, delay);
    };

    form.addEventListener("input", () => plan(PAUSE));
    form.addEventListener("change", () => plan(0));
    // Leaving the page: hand over what is there; the browser delivers it after the page has gone.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || form.dataset.sent || content() === saved) return;
      saved = content();
      navigator.sendBeacon(form.dataset.autosave, new URLSearchParams(saved));
    });
  };

  const start = (scope) => scope.querySelectorAll("form[data-autosave]").forEach(watch);
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
