// Starts the design system and prepares htmx. Every page works without this file.
(() => {
  "use strict";

  const root = document.documentElement;
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

  // What the pages say aloud when they change without being loaded anew.
  const say = (text) => {
    const live = document.getElementById("live-status");
    if (live) live.textContent = text;
  };

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta("csrf-token");
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say(document.body.dataset.lostConnection ?? ""));
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const text = event.detail.target?.dataset?.announce ?? event.detail.target?.querySelector("[data-announce]")?.dataset.announce;
    if (text) say(text);
  });

  const start = () => {
    root.classList.add("has-js");
    if (window.DKFDS) window.DKFDS.init();
    document.querySelector(".error-summary")?.focus();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
