// Rich messages, "articles": blocks of the Bot API as elements. What is unknown is shown by whatever text it holds.

import { element, wrapper, written } from "./text.js";

const DEEPEST = 24; // elements within elements; what is deeper stands beside its parent
const FIELDS = ["text", "summary", "expression", "blocks", "items", "caption", "cells", "credit"];
const TEXTLESS = ["anchor", "divider", "buttons"];
const MEDIA = { photo: "Picture", video: "Video", animation: "Animation", audio: "Audio", document: "File", voice_note: "Voice message", map: "Map", collage: "Pictures", slideshow: "Pictures" };

export function richOf(message) {
  const into = element("div", { class: "rich" });
  new Rendering().blocks(into, message.rich_message.blocks, 0);
  return into;
}

// The words of a message or of a part of it, a line for each text.
export function wordsOf(node) {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return node.map(wordsOf).join("");
  if (!node || typeof node !== "object") return "";
  return wordsOf(node.text ?? node.expression ?? node.alternative_text ?? "");
}

// What a line says about it elsewhere: the first words that are there, and spoilers are not told.
export function titleOf(message) {
  for (const block of message.rich_message.blocks || []) {
    const words = wordsOf(hidden(block.text ?? block.summary ?? "")).trim();
    if (words) return words;
  }
  return "Article";
}

function hidden(node) {
  if (Array.isArray(node)) return node.map(hidden);
  if (node?.type === "spoiler") return wordsOf(node).replace(/\S/g, "▒");
  return node && typeof node === "object" ? { ...node, text: hidden(node.text) } : node;
}

class Rendering {
  constructor() { this.at = 0; } // where the next text begins, as Telegram counts: all texts, joined by line feeds

  blocks(into, nodes, depth) {
    for (const node of Array.isArray(nodes) ? nodes : [nodes]) {
      if (Array.isArray(node)) this.blocks(into, node, depth);
      else if (node && typeof node === "object") this.block(into, node, depth);
    }
  }

  block(into, node, depth) {
    if (node.type === "divider") into.append(element("hr"));
    if (TEXTLESS.includes(node.type)) return;
    if (node.type === "table") { this.table(into, node, depth); return; }
    const made = depth < DEEPEST ? frame(node) : into;
    if (made !== into) into.append(made);
    for (const name of FIELDS) if (name in node) this.field(made, name, node, depth + 1);
  }

  // Order matters: it is that in which Telegram counts.
  field(into, name, node, depth) {
    const value = node[name];
    if (name === "items") this.list(into, value, depth);
    else if (name === "blocks" || name === "cells") this.blocks(into, value, depth);
    else if (name === "caption" && value && typeof value === "object" && !Array.isArray(value) && !("type" in value)) {
      const caption = element("figcaption");
      into.append(caption);
      for (const part of ["text", "credit"]) if (part in value) this.text(line(caption, part), value[part], depth);
    } else this.text(line(into, name), value, depth);
  }

  list(into, items, depth) {
    const list = element("ul");
    into.append(list);
    for (const item of Array.isArray(items) ? items : []) {
      const label = item?.has_checkbox ? (item.is_checked ? "☑" : "☐") : String(item?.label || "•").slice(0, 12);
      const within = element("div");
      list.append(element("li", {}, element("span", { class: "label" }, label), within));
      if (item && typeof item === "object") for (const name of FIELDS) if (name in item) this.field(within, name, item, depth);
    }
  }

  table(into, node, depth) {
    const table = element("table");
    into.append(element("div", { class: "table", role: "region", "aria-label": "Table", tabindex: "0" }, table));
    if ("caption" in node) {
      const caption = element("caption", { dir: "auto" });
      table.append(caption);
      this.text(caption, node.caption, depth);
    }
    for (const cells of Array.isArray(node.cells) ? node.cells : []) {
      const row = element("tr");
      table.append(row);
      for (const cell of Array.isArray(cells) ? cells : []) {
        if (!cell || typeof cell !== "object") continue;
        const made = element(cell.is_header ? "th" : "td", { dir: "auto", class: ["center", "right"].includes(cell.align) ? cell.align : "" });
        made.colSpan = span(cell.colspan);
        made.rowSpan = span(cell.rowspan);
        row.append(made);
        if ("text" in cell) this.text(made, cell.text, depth);
      }
    }
  }

  // A text that Telegram counts as one.
  text(into, value, depth) {
    this.piece(into, value, depth);
    this.at += 1;
  }

  piece(into, node, depth) {
    if (typeof node === "string") {
      into.append(written(node, this.at));
      this.at += node.length;
    } else if (Array.isArray(node)) {
      for (const each of node) this.piece(into, each, depth);
    } else if (node && typeof node === "object") {
      const inner = node.text ?? node.expression ?? node.alternative_text ?? "";
      const made = depth < DEEPEST ? wrapper({ type: node.type === "url" ? "text_link" : String(node.type), url: typeof node.url === "string" ? node.url : "" }, "") : into;
      this.piece(made, inner, depth + 1);
      if (made !== into) into.append(made);
    }
  }
}

function span(value) { return Number.isInteger(value) ? Math.min(Math.max(value, 1), 20) : 1; }

// The element of a block; its texts come into it.
function frame(node) {
  const size = Math.min(Math.max(Number(node.size) || 1, 1), 6);
  switch (node.type) {
    case "heading": return element("div", { class: `heading size-${size}`, role: "heading", "aria-level": String(Math.min(6, size + 2)) });
    case "blockquote": case "expandable_blockquote": return element("blockquote");
    case "pullquote": return element("blockquote", { class: "pull" });
    case "details": return element("details", { open: node.is_open === true });
    case "pre": return element("pre", { tabindex: "0" });
    case "mathematical_expression": return element("div", { class: "formula", dir: "ltr" });
    case "footer": return element("div", { class: "foot" });
    default: break;
  }
  if (!Object.hasOwn(MEDIA, node.type)) return element("div");
  return element("figure", {}, element("span", { class: "no-picture" }, MEDIA[node.type]));
}

// Where one text of a block goes.
function line(into, name) {
  const made = name === "summary" ? element("summary", { dir: "auto" }) : element(name === "credit" ? "cite" : "p", { dir: "auto" });
  into.append(made);
  return made;
}
