// Shows the sections of a long page as slides on the whole screen: by keys, clicker, swipe or buttons.
// Without this script the page is read from top to bottom.

const deck = document.querySelector("[data-deck]");

if (deck) {
  const slides = [...deck.querySelectorAll(".slide")];
  const place = deck.querySelector("[data-deck-place]");
  const name = deck.querySelector("[data-deck-name]");
  const typed = "input, textarea, select, [contenteditable='true']";
  let current = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
  let touch = null;

  const isShown = () => deck.classList.contains("is-shown");

  function show(index, { focus = true } = {}) {
    current = Math.min(Math.max(index, 0), slides.length - 1);
    slides.forEach((slide, at) => slide.classList.toggle("is-current", at === current));
    const slide = slides[current];
    place.textContent = deck.dataset.textPlace.replace("{place}", current + 1).replace("{count}", slides.length);
    name.textContent = slide.querySelector(".slide__title").textContent;
    history.replaceState(null, "", `#${slide.id}`);
    slide.scrollTop = 0;
    tellWidths();
    if (focus) slide.focus({ preventScroll: true });
  }

  // A finger moves a table that is wider than the screen; across any other it turns the slide.
  function tellWidths() {
    slides[current].querySelectorAll(".table-scroll").forEach((table) => {
      table.classList.toggle("is-wide", table.scrollWidth > table.clientWidth);
    });
  }

  function present() {
    deck.classList.add("is-shown");
    document.documentElement.classList.add("is-presenting");
    outside().forEach((part) => (part.inert = true));
    show(current);
  }

  function read() {
    if (document.fullscreenElement) document.exitFullscreen();
    deck.classList.remove("is-shown");
    document.documentElement.classList.remove("is-presenting");
    outside().forEach((part) => (part.inert = false));
    slides[current].scrollIntoView();
    document.querySelector("[data-deck-present]").focus({ preventScroll: true });
  }

  // Everything that the shown deck covers: not to be reached by keyboard or read aloud meanwhile.
  function outside() {
    const parts = [];
    for (let part = deck; part.parentElement && part !== document.body; part = part.parentElement) {
      parts.push(...[...part.parentElement.children].filter((other) => other !== part && !/^(SCRIPT|LINK|STYLE)$/.test(other.tagName)));
    }
    return parts;
  }

  function fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else deck.requestFullscreen?.().catch(() => {});
  }

  const keys = {
    ArrowRight: () => show(current + 1),
    ArrowDown: () => show(current + 1),
    PageDown: () => show(current + 1),
    " ": () => show(current + 1),
    ArrowLeft: () => show(current - 1),
    ArrowUp: () => show(current - 1),
    PageUp: () => show(current - 1),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    f: fillScreen,
    F: fillScreen,
    Escape: read,
  };

  document.addEventListener("keydown", (event) => {
    if (!isShown() || event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys)) return;
    const isTyping = event.target.closest(typed);
    const isClicker = event.key === "PageDown" || event.key === "PageUp";
    if (isTyping && event.key === "Escape") {
      slides[current].focus({ preventScroll: true });
      return;
    }
    if (isTyping && !isClicker) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    // A slide longer than the screen is read with the arrows before they turn it.
    const slide = slides[current];
    const reads = { ArrowDown: slide.scrollTop + slide.clientHeight < slide.scrollHeight - 2, ArrowUp: slide.scrollTop > 0 };
    if (reads[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  addEventListener("resize", tellWidths);

  deck.addEventListener("touchstart", (event) => {
    const at = event.changedTouches[0];
    touch = event.touches.length > 1 || event.target.closest(`${typed}, .table-scroll.is-wide`) ? null : { x: at.clientX, y: at.clientY };
  }, { passive: true });

  deck.addEventListener("touchend", (event) => {
    if (!touch || !isShown()) return;
    const at = event.changedTouches[0];
    const [across, down] = [at.clientX - touch.x, at.clientY - touch.y];
    touch = null;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) show(current + (across < 0 ? 1 : -1));
  }, { passive: true });

  deck.querySelector("[data-deck-next]").addEventListener("click", () => show(current + 1, { focus: false }));
  deck.querySelector("[data-deck-previous]").addEventListener("click", () => show(current - 1, { focus: false }));
  deck.querySelector("[data-deck-read]").addEventListener("click", read);
  deck.querySelector("[data-deck-full]").addEventListener("click", fillScreen);
  document.querySelectorAll("[data-deck-present]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      present();
      fillScreen();
    });
  });
  window.addEventListener("hashchange", () => {
    const index = slides.findIndex((slide) => `#${slide.id}` === location.hash);
    if (index >= 0 && isShown()) show(index);
  });

  if (!new URLSearchParams(location.search).has("read")) present();
}
