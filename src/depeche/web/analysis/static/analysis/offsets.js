// Where a selection stands in the original text, in code points. Each piece of text bears its place in data-start, so a
// CRLF that the browser shows as one break, and an emoji that JavaScript counts as two, put nothing out of place.
(() => {
  "use strict";

  const points = (text) => [...text].length;

  // The part of one piece that a range covers, or null.
  const covered = (piece, range) => {
    const node = piece.firstChild;
    if (!node || !range.intersectsNode(node)) return null;
    const from = range.startContainer === node ? range.startOffset : 0;
    const to = range.endContainer === node ? range.endOffset : node.data.length;
    if (from >= to) return null;
    const base = Number(piece.dataset.start);
    return { start: base + points(node.data.slice(0, from)), end: base + points(node.data.slice(0, to)), text: node.data.slice(from, to), piece };
  };

  // {side, start, end, phrase, marked} of what is selected inside one text; null where nothing usable is.
  const selectedPassage = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const found = [];
    const sides = new Set();
    for (const piece of document.querySelectorAll("[data-side] [data-start]")) {
      const part = covered(piece, range);
      if (part && part.text.trim()) {
        found.push(part);
        sides.add(piece.closest("[data-side]").dataset.side);
      }
    }
    if (!found.length || sides.size !== 1) return null;
    return {
      side: [...sides][0],
      start: found[0].start,
      end: found.at(-1).end,
      phrase: found.map((part) => part.text).join(""), // line breaks between pieces are not said; the server compares without white space
      pieces: found,
      marked: found.every((part) => part.piece.closest("mark")),
      out: found.every((part) => part.piece.closest("del")),
    };
  };

  window.depecheOffsets = { selectedPassage };
})();
