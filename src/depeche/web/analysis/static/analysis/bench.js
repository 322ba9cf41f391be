// The workbench by keyboard and mouse. Every act is a form of the page; this file only fills it in and sends it.
(() => {
  "use strict";

  const bench = document.getElementById("bench");
  if (!bench) return;
  const one = (selector) => bench.querySelector(selector);
  const all = (selector) => [...bench.querySelectorAll(selector)];
  const say = (text) => {
    const live = document.getElementById("live-status");
    if (live) live.textContent = text;
  };
  const send = (form, button) => (button ? button.click() : form.requestSubmit()); // htmx sends a button along only when it was pressed

  // ---- Moving: chosen cards, or the one that is being read
  const chosen = () => all("input[name=card]:checked[form=move]");
  const moveTo = (theme, also = false) => {
    const form = document.getElementById("move");
    const select = document.getElementById("move-to");
    if (!form || !select) return;
    if (![...select.options].some((option) => option.value === theme)) select.add(new Option("", theme));
    select.value = theme;
    send(form, also ? document.getElementById("also-button") : null);
  };
  const countChosen = () => {
    const label = one("[data-chosen-label]");
    if (!label) return;
    label.dataset.plain ??= label.textContent;
    const count = chosen().length;
    label.textContent = count ? label.dataset.chosenLabel.replace("%s", count) : label.dataset.plain;
  };
  bench.addEventListener("change", (event) => {
    if (event.target.name === "card") countChosen();
  });

  // ---- The list of themes that M opens: a number or part of a name, then Enter. Shift and M: in that theme as well
  const openMove = (also = false) => {
    const dialog = document.getElementById("move-dialog");
    if (!dialog || !document.getElementById("move")) return;
    dialog.dataset.also = also ? "1" : "";
    for (const heading of dialog.querySelectorAll("[data-heading]")) heading.hidden = (heading.dataset.heading === "also") !== also;
    dialog.showModal();
    const filter = dialog.querySelector("input");
    filter.value = "";
    narrow(filter);
    filter.focus();
  };
  const matches = (item, wanted) =>
    !wanted || item.dataset.name.toLowerCase().includes(wanted) || item.querySelector(".number").textContent === wanted;
  const narrow = (filter) => {
    const wanted = filter.value.trim().toLowerCase();
    for (const item of filter.closest("dialog").querySelectorAll(".move-list > li")) item.hidden = !matches(item, wanted);
  };
  const takeFirst = (filter) => {
    const wanted = filter.value.trim().toLowerCase();
    const items = [...filter.closest("dialog").querySelectorAll(".move-list > li:not([hidden])")];
    const exact = items.find((item) => item.querySelector(".number").textContent === wanted);
    (exact ?? items[0])?.querySelector("button").click();
  };
  bench.addEventListener("input", (event) => {
    if (event.target.id === "move-filter") narrow(event.target);
  });

  // ---- Passages: the selection is kept, since pressing a button may lose it
  let passage = null;
  document.addEventListener("selectionchange", () => {
    const found = window.depecheOffsets.selectedPassage();
    if (found || !document.activeElement?.closest("[data-passage]")) passage = found;
  });
  const fillPassage = (form) => {
    passage = window.depecheOffsets.selectedPassage() ?? passage;
    if (!passage) return false;
    const off = form.querySelector("#highlight") ? passage.marked : passage.out;
    for (const name of ["side", "start", "end", "phrase"]) form.elements[name].value = passage[name];
    form.elements.on.value = off ? "0" : "1";
    return true;
  };

  bench.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-passage]") && !fillPassage(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      delete form.dataset.sent;
      say(form.dataset.none);
      const hint = one(".passage-hint") ?? form.parentElement.appendChild(Object.assign(document.createElement("p"), { className: "note passage-hint" }));
      hint.textContent = form.dataset.none;
    }
    if (form.matches("[data-takes-cards]")) {
      form.querySelectorAll("input[name=card]").forEach((input) => input.remove());
      for (const card of chosen()) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "card", value: card.value }));
    }
  }, true);

  bench.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (!target) return;
    if (target.matches("[data-once]") && (event.detail > 1 || posting)) {
      event.preventDefault(); // the second press of two would sort the card that comes next, unread
      return;
    }
    if (target.dataset.open) document.getElementById(target.dataset.open)?.showModal();
    if (target.dataset.moveTo !== undefined) {
      const dialog = target.closest("dialog");
      dialog.close();
      moveTo(target.dataset.moveTo, dialog.dataset.also === "1");
    }
    if (target.dataset.chooseGroup) {
      const boxes = all(`input[name=card][data-group="${CSS.escape(target.dataset.chooseGroup)}"]`);
      all("input[name=card]:checked").forEach((box) => { box.checked = boxes.includes(box); });
      boxes.forEach((box) => { box.checked = true; });
      countChosen();
    }
    if (target.matches("[data-choose-all]")) {
      const boxes = all("input[name=card][form=move]");
      const on = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = on; });
      countChosen();
    }
  });

  // ---- Dragging cards onto a theme
  bench.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (!card) return;
    const box = card.querySelector("input[name=card]");
    if (box && !box.checked) {
      all("input[name=card]:checked").forEach((other) => { other.checked = false; });
      box.checked = true;
      countChosen();
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.card);
    bench.classList.add("is-dragging");
  });
  const dropOf = (event) => (bench.classList.contains("is-dragging") ? event.target.closest?.("[data-drop]") : null);
  bench.addEventListener("dragover", (event) => {
    const drop = dropOf(event);
    all(".is-over").forEach((other) => other !== drop && other.classList.remove("is-over"));
    if (!drop) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
  bench.addEventListener("drop", (event) => {
    const drop = dropOf(event);
    if (!drop) return;
    event.preventDefault();
    moveTo(drop.dataset.drop);
  });
  bench.addEventListener("dragend", () => {
    bench.classList.remove("is-dragging");
    all(".is-over").forEach((other) => other.classList.remove("is-over"));
  });

  // ---- Keys; they can be turned off, and never work while something is being written
  const KEYS_OFF = "depeche-keys-off";
  const keysOn = () => localStorage.getItem(KEYS_OFF) !== "1";
  bench.addEventListener("change", (event) => {
    if (event.target.id !== "keys-on") return;
    if (event.target.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });

  let wanted = null; // the card J and K have come to while the page is still fetching an earlier one
  let busy = false;
  let posting = false; // a step is on its way: what is typed meanwhile waits until the page shows what came of it
  let held = [];
  const step = (by) => {
    const cards = all("#cards .bench-card");
    const here = cards.findIndex((card) => card.classList.contains("is-current"));
    const next = cards[here + by];
    if (!next) {
      one(by > 0 ? "#page-next" : "#page-previous")?.click();
      return;
    }
    cards[here]?.classList.remove("is-current");
    next.classList.add("is-current");
    const link = next.querySelector("a");
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    wanted = link.id;
    if (!busy) link.click();
  };
  const toggleCard = () => {
    const box = one(".bench-card.is-current input[name=card]");
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    x: toggleCard,
    m: () => openMove(),
    M: () => openMove(true),
    n: () => {
      const fold = document.getElementById("new-theme");
      if (!fold) return;
      fold.open = true;
      fold.querySelector("input[name=name]").focus();
    },
    "/": () => document.getElementById("search")?.focus(),
    "?": () => document.getElementById("help")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (field?.id === "move-filter" && event.key === "Enter") {
      event.preventDefault();
      takeFirst(field);
      return;
    }
    if (field && event.key === "Escape" && !field.closest("dialog")) field.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
    if (posting && !field) {
      if (event.key.length === 1 || event.key === "Enter" || event.key === "Backspace") {
        event.preventDefault();
        if (!event.repeat) held.push(event.key);
      }
      return;
    }
    if (field || document.querySelector("dialog[open]")) return;
    if (perform(event.key, event.repeat)) event.preventDefault();
  });
  const perform = (pressed, repeated = false) => {
    const key = pressed === "M" ? pressed : pressed.toLowerCase();
    const button = one(`[data-key="${CSS.escape(key)}"]`);
    if (!acts[key] && !button) return false;
    if (acts[key]) acts[key]();
    else if (!repeated) button.click();
    return true;
  };
  // A held 1, 2 or 3 was meant for suggestions nobody had seen: it is let go, and said.
  const release = () => {
    const keys = held;
    held = [];
    for (const [at, key] of keys.entries()) {
      if (posting) {
        held = keys.slice(at);
        return;
      }
      const field = document.activeElement?.closest?.("input:not([type=checkbox]), textarea");
      if (field) type(field, key);
      else if (/^[1-3]$/.test(key)) say(bench.dataset.tooSoon);
      else if (key.length === 1) perform(key);
    }
  };
  const type = (field, key) => {
    if (key === "Enter") {
      if (field.id === "move-filter") takeFirst(field);
      else field.form?.requestSubmit();
      return;
    }
    field.value = key === "Backspace" ? field.value.slice(0, -1) : field.value + key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // ---- What a swap must not lose: where the lists are scrolled to, and where one is
  let scrolled = {};
  let posted = false;
  const columns = () => all(".bench-column, .bench-list, .board");
  const whole = (event) => event.detail.target === bench; // not the suggestions that fetch themselves
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!whole(event)) return;
    busy = true;
    posted = posting = event.detail.requestConfig.verb !== "get";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!whole(event)) return;
    busy = false;
    if (!event.detail.successful) held = [];
    setTimeout(() => { posting &&= busy; }, 500); // where nothing came that could be shown
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!whole(event)) return;
    scrolled = Object.fromEntries(columns().filter((column) => column.id).map((column) => [column.id, [column.scrollTop, column.scrollLeft]]));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!whole(event)) {
      const ready = document.getElementById("beside")?.dataset.ready;
      if (ready) say(ready);
      return;
    }
    for (const [id, [top, left]] of Object.entries(scrolled)) {
      const column = document.getElementById(id);
      if (column && id !== "column-reading") [column.scrollTop, column.scrollLeft] = [top, left];
    }
    passage = null;
    prepare();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!whole(event)) return;
    const current = one("#cards .is-current a");
    current?.closest(".bench-card").scrollIntoView({ block: "nearest" });
    const lost = !document.activeElement || document.activeElement === document.body;
    if (posted && lost) (current ?? one(".pile-name")?.closest("a"))?.focus({ preventScroll: true });
    const onward = wanted && wanted !== current?.id ? document.getElementById(wanted) : null;
    wanted = null;
    posting = false;
    if (onward) onward.click();
    else release();
  });

  const prepare = () => {
    const box = document.getElementById("keys-on");
    if (box) box.checked = keysOn();
    bench.classList.toggle("keys-off", !keysOn());
    countChosen();
  };
  prepare();
})();
