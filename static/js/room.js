// The meeting while it is held: keys that jump to a part or press a button, a clock for who speaks, and the projector
// that asks for what is new. Without it every button works all the same.
(() => {
  // ---- keys. While another case is on its way nothing may land in the one that goes: what is pressed and typed meanwhile
  // waits, and is done in the same order when the case is here.
  const HOTKEY = /^(Alt\+Page(Up|Down)|F[2489]|Shift\+F[248])$/;
  let held = false;
  let waiting = [];
  let onItsWay = null;

  const nameOf = (event) =>
    `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;

  const focus = (field) => {
    field.focus();
    if (field.isContentEditable && !field.dataset.visited) {
      field.dataset.visited = "yes"; // the first time one writes on after what is there
      getSelection().selectAllChildren(field);
      getSelection().collapseToEnd();
    }
    field.scrollIntoView({ block: "center" });
  };

  const press = (name) => {
    const focused = document.querySelector(`[data-hotkey-focus="${name}"]`);
    const target = focused || document.querySelector(`[data-hotkey="${name}"]`);
    if (!target) return false;
    if (focused) focus(focused);
    else if (target.matches("button, a")) target.click();
    else {
      const field = ['[contenteditable="true"]', "input:not([type=hidden])", "textarea", "select", "button"]
        .map((kind) => target.querySelector(kind))
        .find(Boolean);
      if (field) focus(field);
    }
    return true;
  };
  const type = (text) => document.execCommand("insertText", false, text);
  const enter = () => {
    const here = document.activeElement;
    if (here.isContentEditable) document.execCommand("insertParagraph");
    else if (here.matches("textarea")) type("\n");
    else if (here.matches("input")) here.form?.requestSubmit();
    else if (here.matches("button, a, summary")) here.click();
  };
  const DO = { press, type, enter };

  const go = () => {
    held = false;
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
    while (waiting.length && !held) {
      const [what, said] = waiting.shift();
      DO[what](said);
    }
  };
  const toKeep = (event, name) => {
    if (HOTKEY.test(name)) return ["press", name];
    if (event.key === "Enter") return ["enter"];
    const isText = event.key.length === 1 && (!(event.ctrlKey || event.metaKey || event.altKey) || event.getModifierState("AltGraph"));
    return isText ? ["type", event.key] : null;
  };
  window.addEventListener(
    "keydown",
    (event) => {
      const name = nameOf(event);
      const kept = held && toKeep(event, name);
      if (kept) {
        waiting.push(kept);
        event.stopPropagation();
      }
      if (kept || (!held && HOTKEY.test(name) && press(name))) event.preventDefault();
    },
    true,
  );
  const leadsToAnotherCase = (event) => event.detail.target?.matches(".page");
  document.addEventListener("htmx:confirm", (event) => {
    if (leadsToAnotherCase(event)) held = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leadsToAnotherCase(event)) onItsWay = event.detail.xhr;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (held && event.detail.xhr === onItsWay) setTimeout(go);
  });
  for (const name of ["htmx:responseError", "htmx:sendError"])
    document.addEventListener(name, (event) => {
      if (event.detail.xhr !== onItsWay) return;
      held = false;
      waiting = []; // they were meant for a case that does not come
    });

  const tick = () => {
    for (const clock of document.querySelectorAll(".clock[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 1000));
      const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (clock.textContent !== text) clock.textContent = text;
      const minutes = Number(clock.dataset.minutes);
      clock.classList.toggle("is-over", minutes > 0 && seconds > minutes * 60);
    }
  };
  setInterval(tick, 500);
  tick();

  const { state, lost } = document.body.dataset;
  if (!state) return;
  const shown = document.getElementById("shown");
  const notice = document.querySelector(".projector-lost");
  let etag = "";
  const follow = async () => {
    try {
      const headers = { "HX-Request": "true", ...(etag && { "If-None-Match": etag }) };
      const answer = await fetch(state, { headers, cache: "no-store" });
      if (answer.status === 401) return location.reload();
      if (answer.ok) {
        etag = answer.headers.get("ETag") || "";
        shown.innerHTML = await answer.text();
        tick();
      }
      if (notice.textContent) notice.textContent = "";
    } catch {
      notice.textContent = lost;
    }
    setTimeout(follow, 700);
  };
  follow();
})();
