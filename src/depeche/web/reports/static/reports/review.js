/* What is selected in a section is put into its margin: the words a comment is about. Without this one types them. */
"use strict";

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode) {
    return;
  }
  const parent = selection.anchorNode.parentElement;
  const text = parent && parent.closest("[data-review-text]");
  if (!text || !text.contains(selection.focusNode)) {
    return;
  }
  const field = text.closest(".rp-reviewed").querySelector("[data-passage]");
  const words = selection.toString().replace(/\s+/g, " ").trim();
  if (field && words) {
    field.value = words.slice(0, field.maxLength);
    field.closest("details").open = true;
  }
});
