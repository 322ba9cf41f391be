// The builder of a report by keyboard and mouse. Every act is a form of the page; this file only fills it in and sends it.
(() => {
  "use strict";

  const builder = document.getElementById("builder");
  if (!builder) return;
  const one = (selector) => builder.querySelector(selector);
  const all = (selector) => [...builder.querySelectorAll(selector)];
  const rows = () => all(".rb-row");
  const link = (row) => row?.querySelector(".rb-name a");
  const current = () => one(".rb-row.is-current");
  // The block a key is about: the one that has the focus, else the chosen one.
  const here = () => document.activeElement?.closest?.(".rb-row") ?? current();

  const send = (act, row, after = "") => {
    const form = document.getElementById("rb-act");
    if (!form || !row) return;
    for (const [name, value] of Object.entries({ act, item: row.dataset.block, after })) {
      form.querySelector(`[name=${name}]`).value = value; // elements.item is a method of the collection
    }
    form.requestSubmit();
  };

  // ---- Keys; they can be turned off, and never work while something is being written
  const KEYS_OFF = "depeche-keys-off";
  const keysOn = () => localStorage.getItem(KEYS_OFF) !== "1";
  let asked = 0; // requests for the builder that have not been answered
  let wanted = null; // the block J and K have come to while the page is still fetching an earlier one
  let held = []; // what was pressed while the page was fetching: done when it is there, in order
  const whenReady = (act) => {
    if (asked) held.push(act);
    else act();
  };
  const release = () => {
    while (held.length && !asked) held.shift()();
  };
  const step = (by) => {
    const list = rows();
    const at = list.indexOf(here());
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by];
    if (!next) return;
    link(next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    wanted = link(next).id;
    if (!asked) link(next).click();
  };
  const focusIn = (selector) => {
    const field = one(selector);
    const fold = field?.closest("details");
    if (fold) fold.open = true;
    field?.focus();
    field?.select?.();
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    m: () => focusIn("#block-after"),
    r: () => focusIn("#block-title"),
    "?": () => document.getElementById("help")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (!keysOn() || document.querySelector("dialog[open]")) return;
    const writing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
    if (writing && event.key === "Escape") writing.blur();
    if (writing || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      const by = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!by || !here()) return;
      event.preventDefault();
      whenReady(() => send(by, here()));
      return;
    }
    const key = event.key.toLowerCase();
    const button = () => one(`[data-key="${CSS.escape(key)}"]`);
    const coming = asked > 0 && /^[ehnpux]$/.test(key); // its button may come with the page that is being fetched
    if (!acts[key] && !button() && !coming) return;
    event.preventDefault();
    if (key === "j" || key === "k") acts[key]();
    else if (!event.repeat) whenReady(acts[key] ?? (() => button()?.click()));
  });
  builder.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
  });
  builder.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") {
      if (event.target.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
      marks();
    }
    if (event.target.matches(".rb-pairs input[name=pair]")) {
      const { value, checked } = event.target;
      whenReady(() => {
        const box = one(`.rb-pairs input[name=pair][value="${CSS.escape(value)}"]`); // the form may be a new one by then
        if (!box) return;
        box.checked = checked;
        document.getElementById("save-pairs")?.click();
      });
    }
  });
  const marks = () => {
    builder.classList.toggle("keys-off", !keysOn());
    const box = document.getElementById("keys-on");
    if (box) box.checked = keysOn();
  };

  // ---- Dragging a block to another place
  let dragged = null;
  const clear = () => all(".is-before, .is-behind").forEach((row) => row.classList.remove("is-before", "is-behind"));
  const upper = (row, event) => {
    const box = row.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  };
  builder.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.(".rb-row");
    if (!row || event.target.closest("input, select, textarea")) return;
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.block);
    row.classList.add("is-dragged");
  });
  builder.addEventListener("dragover", (event) => {
    const row = dragged && event.target.closest?.(".rb-row");
    if (!row) return;
    event.preventDefault();
    clear();
    if (row !== dragged) row.classList.add(upper(row, event) ? "is-before" : "is-behind");
  });
  builder.addEventListener("drop", (event) => {
    const row = dragged && event.target.closest?.(".rb-row");
    if (!row) return;
    event.preventDefault();
    if (row === dragged) return;
    const list = rows().filter((other) => other !== dragged);
    const after = upper(row, event) ? list[list.indexOf(row) - 1] : row;
    send("move", dragged, after?.dataset.block ?? "");
  });
  builder.addEventListener("dragend", () => {
    clear();
    dragged?.classList.remove("is-dragged");
    dragged = null;
  });

  // ---- What a swap must not lose: where one is, and what is scrolled
  let posted = false;
  let scrolled = 0;
  const whole = (event) => event.detail.target === builder;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!whole(event)) return;
    asked += 1;
    posted = event.detail.requestConfig.verb !== "get";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!whole(event)) return;
    asked = Math.max(0, asked - 1);
    if (!event.detail.successful) held = [];
    release(); // the page is there: htmx has swapped and settled before it says so
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (whole(event)) scrolled = one(".rb-outline")?.scrollTop ?? 0;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!whole(event)) return;
    marks();
    const outline = one(".rb-outline");
    if (outline) outline.scrollTop = scrolled;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!whole(event)) return;
    const lost = !document.activeElement || document.activeElement === document.body;
    const adding = document.getElementById("add-heading");
    if (adding && !posted) adding.focus();
    else if (posted && lost) link(current())?.focus({ preventScroll: true });
    if (posted) current()?.scrollIntoView({ block: "nearest" });
    const onward = wanted && wanted !== link(current())?.id ? document.getElementById(wanted) : null;
    wanted = null;
    posted = false;
    onward?.click();
  });
  marks();
})();
