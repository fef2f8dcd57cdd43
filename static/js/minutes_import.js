// Checking minutes that were read from a file: which lines does a case or a problem come from?
// Without this the links still lead to the first of the lines.

const marked = () => document.querySelectorAll(".is-marked");

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lines]");
  if (!link) return;
  event.preventDefault();
  for (const line of marked()) line.classList.remove("is-marked");
  const lines = link.dataset.lines.split(" ").map((number) => document.getElementById(`line-${number}`));
  for (const line of lines) line?.classList.add("is-marked");
  lines[0]?.scrollIntoView({ block: "nearest" });
  const frame = document.getElementById("source-lines");
  frame.scrollTop += lines[0] ? lines[0].getBoundingClientRect().top - frame.getBoundingClientRect().top - 40 : 0;
  frame.focus({ preventScroll: true });
});

// A text that is being corrected is not left by mistake.
const form = document.getElementById("import-form");
if (form) {
  let isChanged = false;
  form.addEventListener("input", () => {
    isChanged = true;
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
