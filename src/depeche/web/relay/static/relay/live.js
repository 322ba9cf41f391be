// The live form. A clock counts down from the seconds the server gave, whatever the phone's own clock says. A page with
// data-live asks now and then whether the round has moved on, hands over what is being written, and loads itself anew.
(() => {
  "use strict";

  const NEAR = 15; // seconds
  const clocks = new Map(); // element -> the moment it ends, on the browser's own steady clock
  const page = document.querySelector("[data-live]");
  let leaving = false;

  const say = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;

  const handOver = async () => {
    const form = document.querySelector("form[data-live-form]");
    if (!form || form.dataset.sent) return;
    try {
      await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(3000),
      });
    } catch {
      // What was saved a moment ago still counts.
    }
  };
  const goOn = async () => {
    if (leaving) return;
    leaving = true;
    await handOver();
    window.location.reload();
  };

  const tick = () => {
    const now = performance.now();
    for (const element of clocks.keys()) if (!element.isConnected) clocks.delete(element);
    for (const element of document.querySelectorAll("[data-seconds]")) {
      if (!clocks.has(element)) clocks.set(element, now + 1000 * Number(element.dataset.seconds));
      const left = Math.max(0, Math.ceil((clocks.get(element) - now) / 1000));
      if (element.textContent !== say(left)) element.textContent = say(left);
      element.classList.toggle("is-near", left <= NEAR);
      if (left === 0 && "liveOver" in element.dataset) void goOn();
    }
  };
  tick();
  setInterval(tick, 250);

  if (!page) return;
  const writes = document.querySelector("form[data-live-form]") !== null;
  const part = (state) => (writes ? state.split("|")[0] : state); // an answer to my question does not disturb my writing
  const look = async () => {
    if (document.hidden || leaving) return;
    try {
      const response = await fetch(page.dataset.liveUrl, { credentials: "same-origin", redirect: "error" });
      const moved = response.ok && part(await response.text()) !== part(page.dataset.live);
      if (moved || response.status === 403) void goOn();
    } catch {
      // No connection just now; the next look may find one.
    }
  };
  const again = () => {
    const pause = 1000 * Number(page.dataset.liveEvery) * (0.8 + 0.4 * Math.random()); // not all phones at once
    setTimeout(() => look().finally(again), pause);
  };
  again();
  document.addEventListener("visibilitychange", () => void look());
})();
