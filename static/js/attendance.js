// Choices are sent one after another (hx-sync), so the last one made is the last one saved. An answer is not
// shown while a newer choice waits: it would set the button back before that choice is sent.

const waiting = new Set();

document.addEventListener("change", (event) => waiting.add(event.target.form), { capture: true });
document.addEventListener("htmx:beforeRequest", (event) => waiting.delete(event.detail.elt));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "register") return;
  for (const form of waiting) if (!form?.isConnected || !form.hasAttribute("hx-sync")) waiting.delete(form);
  if (waiting.size) event.detail.shouldSwap = false;
});
