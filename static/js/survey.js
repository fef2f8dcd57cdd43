// What is written in a survey's answer is kept in this browser until the server has it: through a lost network, a sign-in
// that ran out, a closed window. Kept with the version it started from, so that nobody's newer answer is written over.
const form = document.querySelector("form[data-keeps]");

const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
};

const startKeeping = () => {
  const place = `survey-answer-${form.dataset.keeps}`;
  let changes = 0;
  let sent = 0;
  const version = () => form.elements.version.value;
  const written = () => Object.fromEntries([...new FormData(form)].filter(([name]) => /^q\d+$/.test(name)));
  const keep = (isSubmitted = false) =>
    localStorage.setItem(place, JSON.stringify({ version: version(), written: written(), isSubmitted }));

  form.addEventListener("input", () => {
    changes += 1;
    keep();
  });
  form.addEventListener("submit", () => keep(true));
  form.addEventListener("htmx:beforeRequest", () => {
    sent = changes;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || event.detail.xhr.responseText.includes("data-refused")) return;
    if (sent === changes) localStorage.removeItem(place);
    else keep();
  });

  const kept = read(place);
  if (!kept) return;
  if ("unsaved" in form.dataset) {
    keep();
  } else if (kept.isSubmitted && kept.version !== version() && "own" in form.dataset) {
    localStorage.removeItem(place);
  } else {
    for (const [name, value] of Object.entries(kept.written)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.elements.version.value = kept.version;
    form.querySelector("[data-restored]").hidden = false;
    // once htmx listens
    window.addEventListener("load", () => form.dispatchEvent(new Event("change", { bubbles: true })));
  }
};

if (form) startKeeping();
