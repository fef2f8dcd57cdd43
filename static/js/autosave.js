// Nothing typed is lost. Every field with data-autosave is sent shortly after the last key; until the server has it,
// it lies in this browser's storage as well. docs/architecture.md tells how the server answers.
//
//   200 {version, saved_at, text}                     kept
//   409 {version, text, mine, …, conflict_html}        somebody saved in between: both texts are shown, one choice settles it
//   401                                                signed out: kept here until signed in again
//   400, 403, 404, 413, 422 {reasons}                  refused: kept here, the reasons are shown
//   anything else, or no answer                        tried again, at growing intervals

const PAUSE = 1200; // ms after the last key
const FIRST_RETRY = 2000;
const LAST_RETRY = 30000;
const NO_ANSWER = 20000;
const LEAVE_AFTER = 5000; // how long leaving for another page waits for the last texts
const KEPT_FOR = 60 * 24 * 60 * 60 * 1000;
const BEACON = 60000; // bytes a browser still sends for a page that is being closed

const texts = document.getElementById("editor-texts")?.dataset ?? {};
const statusLine = () => document.querySelector("[data-save-status]");
const user = statusLine()?.dataset.user || document.documentElement.dataset.user;
const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
const PREFIX = `ror-board:unsent:${user}:`;
const fields = new Map(); // element → what we know about it

const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

// ---- the copy in this browser. One entry per user, field and open page, so that two tabs never share one.
let storageFails = false;
const store = (field) => {
  const entry = { key: field.key, url: field.url, text: field.element.value, version: field.version, at: Date.now() };
  try {
    localStorage.setItem(PREFIX + `${field.key}:${page}`, JSON.stringify(entry));
    storageFails = false;
  } catch {
    storageFails = true;
  }
};
const forget = (name) => {
  try {
    localStorage.removeItem(name);
  } catch {
    storageFails = true;
  }
};
const stored = () => {
  const found = [];
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (!name.startsWith(PREFIX)) continue;
      try {
        const entry = JSON.parse(localStorage.getItem(name));
        found.push({ ...entry, name, page: name.slice(name.lastIndexOf(":") + 1) });
      } catch {
        // Not ours, or cut off: leave it where it is.
      }
    }
  } catch {
    storageFails = true;
  }
  return found.sort((one, other) => one.at - other.at);
};
// A page that is still open looks after its own entries; the browser's locks tell which ones are.
const LOCK = "ror-board:page:";
navigator.locks?.request(LOCK + page, () => new Promise(() => {}));
const openPages = async () => {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => lock.name.replace(LOCK, "")));
};

// ---- who is signed in. A sign-in changes the CSRF token: then ask again, for a text goes out in its writer's name only.
let trustedToken = cookie("csrftoken");
const isStillMe = async () => {
  const token = cookie("csrftoken");
  if (token === trustedToken) return true;
  const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(NO_ANSWER), headers: { Accept: "text/html" } });
  const who = /<html[^>]*data-user="([^"]*)"/.exec(await answer.text())?.[1];
  if (who !== user) return false;
  trustedToken = cookie("csrftoken");
  return true;
};

const post = async (url, text, version, leaving) => {
  if (!(await isStillMe())) return { code: 401, answer: {} };
  const body = new URLSearchParams({ text, version });
  const response = await fetch(url, {
    method: "POST",
    body,
    keepalive: leaving && body.toString().length < BEACON,
    signal: AbortSignal.timeout(NO_ANSWER),
    headers: { Accept: "application/json", "X-Requested-With": "fetch", "X-CSRFToken": cookie("csrftoken") },
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return { code: response.status, answer: isJson ? await response.json() : null };
};

// ---- what the page says
let lastSaved = "";
let recovered = false;
let slow;
const isUnsent = (field) => field.element.value !== field.sent || field.conflict !== null;
const unsent = () => [...fields.values()].filter(isUnsent);
const clockText = (text, clock) => (text ?? "").replace("{clock}", clock);

const say = (state, text, link) => {
  const status = statusLine();
  if (!status || (status.dataset.state === state && status.dataset.said === text)) return;
  status.dataset.state = state;
  status.dataset.said = text;
  status.replaceChildren(text);
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.className = "ds-link";
  anchor.href = texts.signInUrl;
  anchor.target = "_blank";
  anchor.textContent = texts.signIn;
  status.append(" ", anchor);
};

const showPage = () => {
  const waiting = unsent();
  const has = (trouble) => waiting.some((field) => field.trouble === trouble);
  clearTimeout(slow);
  if (storageFails && waiting.length) say("waiting", texts.noStorage);
  else if (has("signed-out")) say("waiting", texts.signedOut, true);
  else if (has("offline")) say("waiting", texts.offline);
  else if (has("conflict")) say("waiting", texts.conflict);
  else if (has("refused")) say("waiting", texts.refused);
  else if (waiting.length) slow = setTimeout(() => say("saving", texts.saving), lastSaved ? 1500 : 0);
  else if (recovered && lastSaved) say("saved", `${texts.recovered} ${clockText(texts.allSaved, lastSaved)}`);
  else if (lastSaved) say("saved", clockText(texts.allSaved, lastSaved));
};

const showField = (field) => {
  const place = field.box?.querySelector("[data-status]");
  if (place) {
    const waiting = isUnsent(field);
    place.dataset.state = waiting && field.trouble ? "waiting" : waiting ? "saving" : "saved";
    if (field.trouble === "conflict") place.textContent = texts.conflict;
    else if (waiting && field.trouble) place.textContent = texts.refused;
    else if (waiting) place.textContent = texts.saving;
    else if (field.savedAt) place.textContent = clockText(texts.saved, field.savedAt);
  }
  showPage();
};

const showReasons = (field, reasons) => {
  field.box?.querySelector(".text-reasons")?.remove();
  if (!reasons?.length || !field.box) return;
  const list = document.createElement("ul");
  list.className = "ds-alert text-reasons";
  list.dataset.color = "danger";
  list.setAttribute("role", "alert");
  for (const reason of reasons) {
    const item = document.createElement("li");
    item.textContent = reason;
    list.append(item);
  }
  field.box.append(list);
};

// ---- sending: one request per field at a time, in the order in which things were typed
const setText = (field, text) => {
  if (field.element.matches("[data-rich]")) field.element.dispatchEvent(new CustomEvent("text:set", { detail: text }));
  if (field.element.value !== text) field.element.value = text;
};

const later = (field, wait) => {
  clearTimeout(field.timer);
  field.timer = setTimeout(() => send(field), wait);
};

const kept = (field, sentText, answer) => {
  field.version = answer.version;
  field.sent = sentText;
  field.savedAt = lastSaved = answer.saved_at;
  field.trouble = null;
  field.retry = FIRST_RETRY;
  if (field.element.value === sentText) forget(PREFIX + `${field.key}:${page}`);
  else store(field);
  showReasons(field, []);
};

const inTrouble = (field, trouble, wait) => {
  field.trouble = trouble;
  if (!wait) return;
  later(field, field.retry);
  field.retry = Math.min(field.retry * 2, LAST_RETRY);
};

const sendOnce = async (field, leaving) => {
  const text = field.element.value;
  showField(field);
  try {
    const { code, answer } = await post(field.url, text, field.version, leaving);
    if (code === 200 && answer) kept(field, text, answer);
    else if (code === 409 && answer) openConflict(field, text, answer);
    else if (code === 401) inTrouble(field, "signed-out", true);
    else if (answer?.reasons || code === 404 || code === 413) {
      inTrouble(field, "refused", false);
      field.refused = text;
      showReasons(field, answer?.reasons ?? [texts.refused]);
    } else inTrouble(field, "offline", true);
  } catch {
    inTrouble(field, "offline", true);
  }
};

const send = (field, leaving = false) => {
  clearTimeout(field.timer);
  if (field.flight) return field.flight;
  const isWaiting = () => field.conflict === null && field.element.value !== field.sent && field.element.value !== field.refused;
  if (!isWaiting()) return Promise.resolve();
  field.flight = sendOnce(field, leaving).finally(() => {
    field.flight = null;
    showField(field);
    if (!field.trouble && isWaiting()) later(field, PAUSE / 2);
  });
  return field.flight;
};

/** Send all that waits, texts typed meanwhile too. True when the server has everything. */
const sendAll = async (leaving = false) => {
  for (let round = 0; round < 3 && unsent().length; round += 1) {
    await Promise.all(unsent().map((field) => send(field, leaving)));
    if (unsent().every((field) => field.trouble)) break;
  }
  return unsent().length === 0;
};

const tryAgain = () => {
  for (const field of unsent()) {
    field.retry = FIRST_RETRY;
    send(field);
  }
};

// ---- two texts
const openConflict = (field, refusedText, answer) => {
  field.trouble = "conflict";
  field.conflict = { ...answer, refusedText };
  store(field);
  const place = field.box?.querySelector("[data-conflict]");
  if (!place) return;
  place.innerHTML = answer.conflict_html;
  place.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (choice) settle(field, choice);
  });
};

const settle = async (field, choice) => {
  const { version, text: theirs, refusedText } = field.conflict;
  const mine = field.element.value;
  if (choice === "theirs" && mine !== refusedText) {
    // Something was typed after the refusal: the server sets that aside too before it disappears from here.
    try {
      await post(field.url, mine, field.version, false);
    } catch {
      return showPage();
    }
  }
  const place = field.box?.querySelector("[data-conflict]");
  place?.replaceWith(place.cloneNode(false));
  field.conflict = null;
  field.trouble = null;
  field.version = version;
  field.sent = theirs;
  if (choice === "theirs") {
    setText(field, theirs);
    field.sent = field.element.value;
    forget(PREFIX + `${field.key}:${page}`);
  } else {
    if (choice === "both") setText(field, field.element.matches("[data-rich]") ? theirs + mine : `${theirs} / ${mine}`);
    store(field);
    send(field);
  }
  field.element.dispatchEvent(new Event("text:focus"));
  if (!field.element.matches("[data-rich]")) field.element.focus();
  showField(field);
};

// ---- fields
const start = (element) => {
  if (fields.has(element)) return;
  const gone = [...fields.values()].find((one) => one.key === element.dataset.key && !one.element.isConnected);
  const field = {
    element,
    key: element.dataset.key,
    url: element.dataset.url,
    version: Number(element.dataset.version),
    box: element.closest("[data-text-editor]"),
    sent: element.value,
    savedAt: "",
    timer: 0,
    retry: FIRST_RETRY,
    flight: null,
    conflict: null,
    refused: null,
    trouble: null,
  };
  fields.set(element, field);
  element.addEventListener("input", () => {
    store(field);
    if (field.trouble === "refused") field.trouble = null;
    showField(field);
    if (!field.conflict) later(field, PAUSE);
  });
  element.addEventListener("blur", () => send(field));
  if (gone) carryOver(gone, field);
};

/** A page that came in place of another has the field anew: what the server never got from the former goes on from here. */
const carryOver = async (gone, field) => {
  fields.delete(gone.element);
  clearTimeout(gone.timer);
  await gone.flight;
  const isLeft = isUnsent(gone);
  if (!isLeft && gone.version <= field.version) return;
  if (field.element.value === field.sent) setText(field, gone.element.value);
  field.version = gone.version;
  field.sent = isLeft ? null : gone.element.value;
  if (isUnsent(field)) send(field);
};

const startAll = (within) => {
  if (within.matches?.("[data-autosave]")) start(within);
  within.querySelectorAll?.("[data-autosave]").forEach(start);
};

// ---- what was not sent the last time: into its field, or, when the field is on another page, to the server
const recover = async () => {
  const open = await openPages();
  const left = stored().filter((entry) => entry.page !== page && !open.has(entry.page));
  const byKey = new Map([...fields.values()].map((field) => [field.key, field]));
  for (const entry of left) {
    const field = byKey.get(entry.key);
    const isNewest = !left.some((other) => other.key === entry.key && other.at > entry.at);
    if (field && isNewest) {
      if (entry.text !== field.sent && field.element.value === field.sent) {
        setText(field, entry.text);
        field.version = entry.version;
        field.sent = null;
        recovered = true;
        store(field);
        forget(entry.name);
        await send(field);
      } else if (entry.text === field.sent) forget(entry.name);
    } else if (Date.now() - entry.at > KEPT_FOR) forget(entry.name);
    else await sendLeftOver(entry);
  }
};

const sendLeftOver = async (entry) => {
  try {
    // Refused because somebody else wrote meanwhile: for a text without a field here, the server has set it aside.
    const { code } = await post(entry.url, entry.text, entry.version, false);
    if (code === 200 || (code === 409 && fields.size && [...fields.values()].some((one) => one.key === entry.key))) forget(entry.name);
  } catch {
    // No connection: it stays for the next time.
  }
};

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
recover();
for (const name of ["online", "focus"]) window.addEventListener(name, tryAgain);
document.addEventListener("visibilitychange", () => (document.hidden ? sendAll(true) : tryAgain()));

// ---- leaving: the last texts go first; the browser asks only while something is unsent
window.addEventListener("beforeunload", (event) => {
  if (unsent().length) event.preventDefault();
});
const beforeLeaving = () => Promise.race([sendAll(), new Promise((done) => setTimeout(done, LEAVE_AFTER))]);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const leaves = link && (!link.target || link.target === "_self") && !link.hasAttribute("download");
  if (event.defaultPrevented || !leaves || link.getAttribute("href").startsWith("#") || !unsent().length) return;
  if (!isPlain && event.detail > 0) return; // opened in a new tab or window
  event.preventDefault();
  beforeLeaving().then(() => location.assign(link.href));
});
const passed = new WeakSet();
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.matches("[hx-post], [hx-get]") || passed.has(form) || !unsent().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    beforeLeaving().then(() => {
      passed.add(form);
      form.requestSubmit(event.submitter);
      passed.delete(form);
    });
  },
  true,
);
document.addEventListener("htmx:confirm", (event) => {
  if (!unsent().length) return;
  event.preventDefault();
  beforeLeaving().then(() => event.detail.issueRequest(true));
});
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  sendAll();
});

// ---- a morph leaves a text that is being written as it is; its field would otherwise be laid anew under the hands
let sentForm = null;
document.addEventListener("htmx:beforeRequest", (event) => (sentForm = event.detail.elt));
const isBeingWritten = (field) =>
  field.matches("input:not([type=radio], [type=checkbox], [type=hidden]), textarea") &&
  field.value !== field.defaultValue &&
  field.form !== sentForm;
if (window.Idiomorph) {
  window.Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) =>
    !(old.id && old.id === fresh.id && (old.matches?.("[data-text-editor]") || isBeingWritten(old)));
}

// ---- a standard text goes in with one press, and says what became of the case
const asParagraph = (text) => {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph.outerHTML;
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const element = button && document.getElementById(button.dataset.insert);
  const field = fields.get(element);
  if (!field) return;
  event.preventDefault(); // the button of the recommendation sends a form where there is no script
  const from = document.getElementById(button.dataset.insertFrom);
  setText(field, element.value + (from ? from.value : asParagraph(button.dataset.text)));
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("text:focus"));
  const outcome = document.getElementById("case-outcome");
  if (outcome && button.dataset.outcome && !outcome.value) {
    outcome.value = button.dataset.outcome;
    outcome.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// ---- one key takes the recommendation over into the decision
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.code !== "KeyV") return;
  const button = document.querySelector("[data-insert-from]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// ---- the title stands in the outline and the heading too
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-outline-source]") || !event.target.value.trim()) return;
  for (const place of document.querySelectorAll("[data-outline-title]")) place.textContent = event.target.value;
});
