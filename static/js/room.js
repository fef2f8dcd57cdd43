// The meeting while it is held: keys that jump to a part or press a button, a clock for who speaks, and the projector
// that asks for what is new. Without it every button works all the same.
(() => {
  const nameOf = (event) =>
    `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;

  document.addEventListener("keydown", (event) => {
    const name = nameOf(event);
    if (!/^(Alt\+Page|F[2489]$|Shift\+F[248]$)/.test(name)) return;
    const focused = document.querySelector(`[data-hotkey-focus="${name}"]`);
    const target = focused || document.querySelector(`[data-hotkey="${name}"]`);
    if (!target) return;
    event.preventDefault();
    if (focused) return focused.focus();
    if (target.matches("button, a")) return target.click();
    const field = ['[contenteditable="true"]', "input:not([type=hidden])", "textarea", "select", "button"]
      .map((kind) => target.querySelector(kind))
      .find(Boolean);
    if (field) {
      field.focus();
      field.scrollIntoView({ block: "center" });
    }
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
