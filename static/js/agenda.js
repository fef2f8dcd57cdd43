// Drag cases into a new order. The buttons beside each case do the same from the keyboard.
(() => {
  "use strict";

  const start = (root) => {
    const lists = [...root.querySelectorAll("[data-sortable]")];
    if (root.matches?.("[data-sortable]")) lists.push(root);
    for (const list of lists) {
      if (list.sortable) continue;
      list.sortable = new Sortable(list, {
        handle: "[data-handle]",
        animation: 120,
        onEnd: () => list.closest("form").dispatchEvent(new Event("reordered", { bubbles: true })),
      });
    }
  };

  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  // The first and the last case stay put: their buttons are there for the eye, and say so to a screen reader.
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest('.agenda-move [aria-disabled="true"]')) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
})();
