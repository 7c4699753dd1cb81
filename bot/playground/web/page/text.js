// Text to DOM nodes: with its formatting, its emoji, and whatever strangers wrote as nothing but text.
// Offsets are UTF-16 units, which is how JavaScript counts, too.

import { cut, drawing } from "./emoji.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", subscript: "sub", superscript: "sup", marked: "mark" };
const starts = new WeakMap(); // text node -> where it starts in the message's text

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.map((child) => (typeof child === "string" ? written(child) : child)));
  return made;
}

// A text as nodes, with its emoji drawn where the machine cannot; `start` is where it begins in a message's text.
export function written(text, start) {
  const into = document.createDocumentFragment();
  let at = start;
  for (const part of cut(text)) {
    const node = part.emoji ? drawing(part.emoji) : document.createTextNode(part);
    const letters = part.emoji || part;
    if (start !== undefined) starts.set(part.emoji ? node.lastChild.firstChild : node, at);
    at += letters.length;
    into.append(node);
  }
  return into;
}

// What stands in a node from now on.
export function write(node, text) { node.replaceChildren(written(text)); }

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

// A text for one line elsewhere: what is hidden in it stays hidden.
export function masked(text, entities = []) {
  let shown = text;
  for (const { type, offset, length } of entities) {
    if (type === "spoiler") shown = shown.slice(0, offset) + shown.slice(offset, offset + length).replace(/\S/g, "▒") + shown.slice(offset + length);
  }
  return shown;
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
  if (start < end) parent.append(written(text.slice(start, end), start));
}

const isBlock = (node) => node.tagName === "BLOCKQUOTE" || node.tagName === "PRE";

// The element for a formatting, as entities and rich texts name it; `words` are those inside it.
export function wrapper(entity, words) {
  if (Object.hasOwn(TAGS, entity.type)) return element(TAGS[entity.type]);
  switch (entity.type) {
    case "text_link": return link(entity.url);
    case "url": return link(entity.url || (/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`));
    case "blockquote": return element("blockquote", { dir: "auto" });
    case "expandable_blockquote": return opening(element("blockquote", { class: "expandable", dir: "auto" }), "Show all");
    case "spoiler": return opening(element("span", { class: "spoiler" }), "Show what is hidden");
    // Tapped, it is sent: the page listens for it. Not a `button`, before which a line could break anywhere.
    case "bot_command": return element("span", { class: "command", role: "button", tabindex: "0", dir: "ltr" });
    default: return element("span");
  }
}

function link(url) {
  if (!/^(https?|tg):\/\//i.test(url || "")) return element("span");
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
}

export function opening(node, label) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", label);
  const open = (event) => {
    if (node.classList.contains("open")) return;
    event.preventDefault(); // what was hidden is seen first, and followed when it is clicked again
    event.stopPropagation();
    node.classList.add("open");
    for (const name of ["role", "aria-label", "tabindex"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open, true);
  node.addEventListener("keydown", (event) => { if (event.target === node && (event.key === "Enter" || event.key === " ")) open(event); });
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
