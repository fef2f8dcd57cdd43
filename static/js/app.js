// Small things every page needs. Nothing here is needed to read or to send a form.

const A_YEAR = 31536000;
const root = document.documentElement;

const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);

// ---- light and dark: kept in a cookie, so that the server sends the page in the right colours at once
const schemes = document.querySelector("[data-colour-schemes]");
const showScheme = () => {
  for (const button of schemes?.querySelectorAll("[data-colour-scheme]") ?? [])
    button.setAttribute("aria-pressed", String(button.dataset.colourScheme === root.dataset.colorScheme));
};
if (schemes) {
  schemes.hidden = false;
  showScheme();
  schemes.addEventListener("click", (event) => {
    const scheme = event.target.closest("[data-colour-scheme]")?.dataset.colourScheme;
    if (!scheme) return;
    root.dataset.colorScheme = scheme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `colour_scheme=${scheme}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
    showScheme();
  });
}

// ---- menus and dialogs
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
};
for (const opener of document.querySelectorAll("[data-opens]")) opener.hidden = false;
document.addEventListener("htmx:load", (event) => {
  for (const opener of event.detail.elt.querySelectorAll?.("[data-opens]") ?? []) opener.hidden = false;
});
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    closeMenus();
    document.getElementById(opener.dataset.opens)?.showModal();
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog[open]")) event.target.close(); // the ground beside it
});

// ---- a long agenda is scrolled to the case one stands in
const showHere = () => {
  const outline = document.querySelector(".outline");
  const here = outline?.querySelector('[aria-current="page"]');
  if (here) outline.scrollTop += here.getBoundingClientRect().top - outline.getBoundingClientRect().top - outline.clientHeight / 3;
};
showHere();
document.addEventListener("htmx:load", (event) => event.detail.elt.matches?.(".page") && showHere());

// ---- keys
const isWriting = (element) => element.closest?.("input, textarea, select, [contenteditable]");
const step = (which) => document.querySelector(`[data-key-${which}], a[rel="${which === "next" ? "next" : "prev"}"]`)?.click();
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isWriting(event.target)) {
    const help = document.getElementById("keyboard-help");
    if (help && !document.querySelector("dialog[open]")) help.showModal();
  } else if (event.altKey && event.shiftKey && event.code === "KeyN") {
    event.preventDefault();
    step("next");
  } else if (event.altKey && event.shiftKey && event.code === "KeyP") {
    event.preventDefault();
    step("previous");
  }
});

// ---- a field for files takes what is dropped on it
const startDrop = (zone) => {
  const input = zone.querySelector("input[type=file]");
  if (!input || zone.dataset.started) return;
  zone.dataset.started = "yes";
  const over = (is) => zone.classList.toggle("is-over", is);
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) over(false);
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
};
const startDrops = (within) => within.querySelectorAll?.("[data-drop], .drop").forEach(startDrop);
startDrops(document);
document.addEventListener("htmx:load", (event) => startDrops(event.detail.elt));

// ---- talking with the server
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = cookie("csrftoken") ?? "";
});
// A form that is sent again after signing in elsewhere needs the token of the new sign-in.
document.addEventListener("submit", (event) => {
  const token = event.target.matches("[data-fresh-token]") && event.target.elements.csrfmiddlewaretoken;
  if (token) token.value = cookie("csrftoken") ?? token.value;
});
const say = (text) => {
  const messages = document.getElementById("messages");
  if (!messages || !text) return;
  const paragraph = document.createElement("p");
  paragraph.className = "ds-paragraph";
  paragraph.textContent = text;
  const alert = document.createElement("div");
  alert.className = "ds-alert";
  alert.dataset.color = "danger";
  alert.setAttribute("role", "alert");
  alert.append(paragraph);
  messages.replaceChildren(alert);
  messages.scrollIntoView({ block: "nearest" });
};
// The editor's module has run before the page is loaded; when it did not arrive, the fields show their markup.
window.addEventListener("load", () => {
  if (document.querySelector(":not(.writing) > textarea[data-rich]")) say(document.getElementById("editor-texts")?.dataset.notLoaded);
});
document.addEventListener("htmx:sendError", () => say(document.body.dataset.textLost));
document.addEventListener("htmx:responseError", (event) => {
  const { textSignedOut, textLost, textFailed } = document.body.dataset;
  const status = event.detail.xhr.status;
  say(status === 401 ? textSignedOut : status >= 500 ? textLost : textFailed);
});

// ---- after a swap the keyboard stays where it was, or goes to what the answer wants read first
document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.detail.elt.querySelector?.("[data-focus], [autofocus]");
  if (wanted) wanted.focus();
  else if (document.activeElement === document.body && event.detail.target?.id) {
    const place = document.getElementById(event.detail.target.id);
    if (place && !place.matches("#messages")) {
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
  }
});
document.querySelector("[data-focus]")?.focus();
