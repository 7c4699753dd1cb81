// One message as a list item.

import { element, formatted } from "./text.js";

const ICONS = {
  reply: "M10 7L4 12l6 5v-3c5 0 8 1 10 4 0-6-4-8-10-8z",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
};
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayName = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
export const day = (message) => dayName.format(new Date(message.date * 1000));

export function senderName(message, state) {
  if (message.sender_chat) return message.sender_chat.title;
  if (!message.from) return "";
  return message.from.id === state.me.id ? "You" : message.from.first_name;
}

export function preview(message) {
  const text = message.text || message.caption || message.document?.file_name || serviceText(message) || "Message";
  return text.replace(/\s+/g, " ").slice(0, 300);
}

function serviceText(message) {
  const who = message.from?.first_name || "Somebody";
  if (message.new_chat_members) return `${message.new_chat_members.map((user) => user.first_name).join(", ")} joined the group`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left the group`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "The group became a supergroup";
  if (message.forum_topic_created) return `${who} created the topic ${message.forum_topic_created.name}`;
  return "";
}

export function render(message, chat, state, on) {
  const service = !message.text && !message.document && !message.caption && serviceText(message);
  if (service) return element("li", { class: "service", id: domId(message) }, service);
  const mine = message.from?.id === state.me.id;
  const item = element("li", { class: mine ? "message mine" : "message", id: domId(message), tabindex: "-1" });
  const bubble = element("div", { class: "bubble" });
  if (chat.type !== "private" && !mine) bubble.append(element("div", { class: "sender" }, senderName(message, state)));
  else bubble.append(element("span", { class: "visually-hidden" }, `${senderName(message, state)}: `));
  if (message.forward_origin) bubble.append(origin(message.forward_origin));
  if (message.reply_to_message) bubble.append(replyHead(message, state, on));
  if (message.document) bubble.append(file(message.document));
  const text = message.text ?? message.caption ?? "";
  if (text) {
    const body = element("div", { class: "text", dir: "auto" });
    body.append(formatted(text, message.entities || message.caption_entities));
    bubble.append(body);
  }
  const time = element("time", { datetime: new Date(message.date * 1000).toISOString() }, clock.format(new Date(message.date * 1000)));
  bubble.append(element("div", { class: "meta" }, message.edit_date ? "edited " : "", time));
  item.append(bubble);
  if (message.reactions?.length) item.append(reactions(message.reactions));
  if (message.reply_markup?.inline_keyboard) item.append(keyboard(message, on));
  item.append(tools(message, mine, on));
  return item;
}

export const domId = (message) => `message-${message.message_id}`;

function origin(from) {
  const name = from.chat?.title || from.sender_chat?.title || from.sender_user_name || from.sender_user?.first_name;
  const line = element("div", { class: "origin" }, "Forwarded from ", element("strong", {}, name));
  if (from.author_signature) line.append(` (${from.author_signature})`);
  line.append(` · ${dayName.format(new Date(from.date * 1000))}`);
  return line;
}

function replyHead(message, state, on) {
  const original = message.reply_to_message;
  const words = message.quote ? message.quote.text : preview(original);
  const head = element("button", { type: "button", class: message.quote ? "reply quoted" : "reply" });
  const name = original.forward_origin?.chat?.title || original.forward_origin?.sender_user_name || senderName(original, state);
  head.append(element("strong", {}, name), element("span", { dir: "auto" }, words));
  head.setAttribute("aria-label", `Go to the message this ${message.quote ? "quotes" : "replies to"}: ${words}`);
  head.addEventListener("click", () => on.jump(original.message_id, message.quote));
  return head;
}

function file(document) {
  const kind = (document.file_name || "").split(".").pop().slice(0, 4).toUpperCase();
  const size = document.file_size > 900_000 ? `${(document.file_size / 1e6).toFixed(1)} MB` : `${Math.ceil(document.file_size / 1000)} kB`;
  return element("div", { class: "file" },
    element("span", { class: "avatar", "aria-hidden": "true" }, kind),
    element("span", {}, document.file_name || "File", element("small", {}, size)));
}

function reactions(list) {
  const counts = new Map();
  for (const emoji of list) counts.set(emoji, (counts.get(emoji) || 0) + 1);
  const row = element("div", { class: "reactions", "aria-label": "Reactions" });
  for (const [emoji, count] of counts) row.append(element("span", {}, count > 1 ? `${emoji} ${count}` : emoji));
  return row;
}

function keyboard(message, on) {
  const whole = element("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" });
  for (const row of message.reply_markup.inline_keyboard) {
    const line = element("div");
    for (const button of row) {
      if (button.url && /^https?:\/\//i.test(button.url)) {
        line.append(element("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text));
        continue;
      }
      const made = element("button", { type: "button" }, button.text);
      if (button.callback_data === undefined) made.disabled = true;
      else made.addEventListener("click", () => on.press(message, button, made));
      line.append(made);
    }
    whole.append(line);
  }
  return whole;
}

function tools(message, mine, on) {
  const row = element("div", { class: "tools" });
  row.append(tool("reply", "Reply", () => on.reply(message)));
  if (mine && message.text && !message.forward_origin) row.append(tool("edit", "Edit", () => on.edit(message)));
  return row;
}

function tool(name, label, act) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  const button = element("button", { type: "button", class: "icon", "aria-label": label, title: label }, svg);
  button.addEventListener("click", act);
  // A click would clear the selection that a reply is to quote.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}
