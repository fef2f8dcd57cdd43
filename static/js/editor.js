// Rich text on every <textarea data-rich>: the page's own toolbar around the editor of django-prose-editor.
// The textarea stays the field: it is kept in step, and its `input` events are what autosave listens to.
// The toolbar's texts come from the data attributes of #editor-texts.

import {
  Bold,
  BulletList,
  Document,
  Editor,
  HardBreak,
  History,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Text,
} from "django-prose-editor/editor";

const texts = document.getElementById("editor-texts")?.dataset ?? {};
const editors = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  bulletList: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  orderedList: "M10 6h10M10 12h10M10 18h10M4 4.5 5.5 4v4M4 8h3M4 15.2c.3-1.6 3-1.4 2.6.2L4 19h3",
  indent: "M11 6h9M11 12h9M11 18h9M4 8.5 7.5 12 4 15.5",
  outdent: "M11 6h9M11 12h9M11 18h9M7.5 8.5 4 12l3.5 3.5",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  unlink: "M17 13.5l2-2.1a4 4 0 0 0-5.7-5.7L12 7M7 10.5l-2 2.1a4 4 0 0 0 5.7 5.7L12 17M4 4l16 16",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
};

const canSink = (editor) => editor.can().sinkListItem("listItem");
const TOOLS = [
  { name: "bold", run: (chain) => chain.toggleBold(), pressed: (editor) => editor.isActive("bold") },
  { name: "italic", run: (chain) => chain.toggleItalic(), pressed: (editor) => editor.isActive("italic") },
  null,
  { name: "bulletList", run: (chain) => chain.toggleBulletList(), pressed: (editor) => editor.isActive("bulletList") },
  { name: "orderedList", run: (chain) => chain.toggleOrderedList(), pressed: (editor) => editor.isActive("orderedList") },
  { name: "indent", run: (chain) => chain.sinkListItem("listItem"), may: canSink },
  { name: "outdent", run: (chain) => chain.liftListItem("listItem"), may: (editor) => editor.can().liftListItem("listItem") },
  null,
  { name: "link", ask: true, pressed: (editor) => editor.isActive("link"), may: (editor) => !editor.state.selection.empty || editor.isActive("link") },
  { name: "unlink", run: (chain) => chain.extendMarkRange("link").unsetLink(), may: (editor) => editor.isActive("link") },
  null,
  { name: "undo", run: (chain) => chain.undo(), may: (editor) => editor.can().undo() },
  { name: "redo", run: (chain) => chain.redo(), may: (editor) => editor.can().redo() },
];

const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
};

// ---- a link: asked for in a dialog of our own, in the reader's language
const askForLink = (editor) => {
  if (editor.state.selection.empty && !editor.isActive("link")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "ds-dialog";
  const form = document.createElement("form");
  form.method = "dialog";
  const field = document.createElement("div");
  field.className = "ds-field";
  const label = document.createElement("label");
  label.className = "ds-label";
  label.textContent = texts.linkPrompt ?? "";
  const input = document.createElement("input");
  input.className = "ds-input";
  input.id = "editor-link-address";
  label.htmlFor = input.id;
  input.type = "text";
  input.inputMode = "url";
  input.autocomplete = "off";
  input.value = editor.getAttributes("link").href ?? "https://";
  field.append(label, input);
  const send = document.createElement("button");
  send.className = "ds-button";
  send.type = "submit";
  send.value = "set";
  send.textContent = texts.link ?? "";
  form.append(field, send);
  dialog.append(form);
  dialog.setAttribute("aria-label", texts.link ?? "");
  dialog.addEventListener("close", () => {
    const given = input.value.trim();
    dialog.remove();
    const chain = editor.chain().focus();
    if (dialog.returnValue !== "set" || !given || given === "https://") chain.run();
    else {
      const href = /^(https?:\/\/|mailto:)/i.test(given) ? given : given.includes("@") ? `mailto:${given}` : `https://${given}`;
      chain.extendMarkRange("link").setLink({ href }).run();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  input.select();
};

// ---- the toolbar: one stop for Tab, arrows between the buttons (WAI-ARIA toolbar)
const toolbar = (editor, textarea) => {
  const bar = document.createElement("div");
  bar.className = "writing-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", texts.toolbar ?? "");
  bar.setAttribute("aria-controls", `${textarea.id}-writing`);
  const buttons = [];
  for (const tool of TOOLS) {
    if (!tool) {
      const gap = document.createElement("span");
      gap.className = "writing-gap";
      bar.append(gap);
      continue;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "writing-tool";
    button.title = texts[tool.name] ?? tool.name;
    button.setAttribute("aria-label", button.title);
    button.tabIndex = buttons.length ? -1 : 0;
    button.append(icon(tool.name));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its selection
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      if (tool.ask) askForLink(editor);
      else tool.run(editor.chain().focus()).run();
    });
    bar.append(button);
    buttons.push([tool, button]);
  }
  bar.addEventListener("keydown", (event) => {
    const all = buttons.map(([, button]) => button);
    const here = all.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    all[here].tabIndex = -1;
    const next = all[(to + all.length) % all.length];
    next.tabIndex = 0;
    next.focus();
  });
  const show = () => {
    for (const [tool, button] of buttons) {
      if (tool.pressed) button.setAttribute("aria-pressed", String(tool.pressed(editor)));
      if (tool.may) button.setAttribute("aria-disabled", String(!tool.may(editor)));
    }
  };
  editor.on("transaction", show);
  show();
  return bar;
};

// Tab belongs to lists here, so Escape hands the next Tab back to the page: no one is trapped.
const letTabLeave = (editor) => {
  let leaving = false;
  editor.view.dom.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") leaving = true;
      else if (event.key === "Tab" && (leaving || !editor.isActive("listItem"))) {
        leaving = false;
        event.stopImmediatePropagation();
      } else if (event.key !== "Shift") leaving = false;
    },
    true,
  );
};

const CalmLink = Link.extend({
  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        askForLink(editor);
        return true;
      },
    };
  },
});

const cleanHtml = (editor) => (editor.isEmpty ? "" : editor.getHTML());

const start = (textarea) => {
  if (editors.has(textarea)) return;
  const place = document.createElement("div");
  place.className = "writing";
  // A morph must leave what is being written alone: the editor's own elements are not in the server's page.
  place.setAttribute("data-writing", textarea.id);
  textarea.before(place);
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  if (label && !label.id) label.id = `label-${textarea.id}`;
  const attributes = {
    id: `${textarea.id}-writing`,
    role: "textbox",
    "aria-multiline": "true",
    spellcheck: "true",
    lang: textarea.lang || document.documentElement.lang,
  };
  if (label) attributes["aria-labelledby"] = label.id;
  if (textarea.getAttribute("aria-describedby")) attributes["aria-describedby"] = textarea.getAttribute("aria-describedby");
  const editor = new Editor({
    element: place,
    injectCSS: false,
    editable: !textarea.disabled && !textarea.readOnly,
    content: textarea.value,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      Bold,
      Italic,
      BulletList,
      OrderedList,
      ListItem,
      History,
      CalmLink.configure({ openOnClick: false, autolink: false, enableTarget: false }),
    ],
    editorProps: { attributes },
    onUpdate: ({ editor: changed }) => {
      textarea.value = cleanHtml(changed);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onBlur: () => textarea.dispatchEvent(new Event("blur")),
  });
  place.append(textarea);
  place.prepend(toolbar(editor, textarea));
  letTabLeave(editor);
  label?.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  });
  // Others (autosave, a standard text) set the text through this event.
  textarea.addEventListener("text:set", (event) => {
    editor.commands.setContent(event.detail, { emitUpdate: false });
    textarea.value = event.detail;
  });
  textarea.addEventListener("text:focus", () => editor.commands.focus("end"));
  editors.set(textarea, editor);
};

const startAll = (within) => {
  if (within.matches?.("textarea[data-rich]")) start(within);
  within.querySelectorAll?.("textarea[data-rich]").forEach(start);
};
startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
