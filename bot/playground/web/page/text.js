// Formatted text to DOM nodes. Offsets are UTF-16 units, which is how JavaScript counts, too.

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const starts = new WeakMap(); // text node -> where it starts in the message's text

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// "rtl" or "ltr" by the first letter, as `dir="auto"` has it, for what holds more than the text itself.
export function directionOf(text) {
  const letter = text.match(/\p{L}/u)?.[0] || "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(letter) ? "rtl" : "ltr";
}

export function formatted(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const into = document.createDocumentFragment();
  fill(into, text, 0, text.length, sorted);
  return into;
}

function fill(parent, text, start, end, entities) {
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const left = Math.max(at, entity.offset);
    const right = Math.min(end, entity.offset + entity.length);
    if (left >= right) continue;
    plain(parent, text, at, left);
    const node = wrapper(entity, text.slice(left, right));
    fill(node, text, left, right, entities);
    parent.append(node);
    at = right;
    // a block ends its own line
    if (isBlock(node) && text[at] === "\n" && at < end) at += 1;
  }
  plain(parent, text, at, end);
}

function plain(parent, text, start, end) {
  if (start >= end) return;
  const node = document.createTextNode(text.slice(start, end));
  starts.set(node, start);
  parent.append(node);
}

const isBlock = (node) => node.tagName === "BLOCKQUOTE" || node.tagName === "PRE";

function wrapper(entity, words) {
  if (TAGS[entity.type]) return element(TAGS[entity.type]);
  switch (entity.type) {
    case "text_link": return link(entity.url);
    case "url": return link(/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`);
    case "blockquote": return element("blockquote", { dir: "auto" });
    case "expandable_blockquote": return opening(element("blockquote", { class: "expandable", dir: "auto" }), "Show all");
    case "spoiler": return opening(element("span", { class: "spoiler" }), "Show what is hidden");
    case "bot_command": return element("bdi", { class: "command", dir: "ltr" });
    default: return element("span");
  }
}

function link(url) {
  if (!/^https?:\/\//i.test(url || "")) return element("span");
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
}

function opening(node, label) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", label);
  const open = () => { node.classList.add("open"); node.removeAttribute("role"); node.removeAttribute("aria-label"); };
  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") open(); });
  return node;
}

// The stretch of a rendered text between two offsets, to be highlighted; null when it is not there.
export function stretch(container, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const from = starts.get(node);
    if (from === undefined) continue;
    const to = from + node.length;
    if (!begun && start < to) { range.setStart(node, Math.max(0, start - from)); begun = true; }
    if (begun && end <= to) { range.setEnd(node, Math.max(0, end - from)); return range; }
  }
  return null;
}
