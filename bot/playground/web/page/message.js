// One message as a list item. Whatever people and bots wrote becomes text nodes, never markup.

import { arrows } from "./keys.js";
import { fileLink, kindOf, pictureOf, thing } from "./media.js";
import { reactionRow } from "./reactions.js";
import { richOf, titleOf } from "./rich.js";
import { directionOf, element, formatted, masked } from "./text.js";

const ICONS = {
  reply: "M10 7L4 12l6 5v-3c5 0 8 1 10 4 0-6-4-8-10-8z",
  forward: "M13 6l7 6-7 6v-4c-5 0-7 1-9 4 0-6 4-8 9-8z",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  remove: "M6 7h12M10 7V5h4v2M8 7l1 12h6l1-12",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  unseen: "M4 4l16 16M9.5 5.6A9 9 0 0112 5c5 0 8 5 9 7a14 14 0 01-2.600 3.500M6.300 7.500A14 14 0 003 12c1 2 4 7 9 7a9 9 0 003.700-.8M10 10a3 3 0 004 4",
  react: "M12 20a8 8 0 100-16 8 8 0 000 16zM9 10h.01M15 10h.01M8.5 14c1.8 2.4 5.2 2.4 7 0",
};
export const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayName = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
export const day = (message) => dayName.format(new Date(message.date * 1000));
export const domId = (message) => `message-${message.message_id}`;
// The forum topic a message stands in; null for General and where there are none.
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : null);

export function senderName(message, state) {
  if (message.sender_chat) return message.sender_chat.title;
  if (!message.from) return "";
  return message.from.id === state.me.id ? "You" : message.from.first_name;
}

export function preview(message) {
  const own = masked(message.text || message.caption || "", message.entities || message.caption_entities);
  const text = own || (message.rich_message && titleOf(message)) || kindOf(message) || serviceText(message) || "Message";
  return text.replace(/\s+/g, " ").slice(0, 300);
}

export function serviceText(message) {
  const who = message.from?.first_name || "Somebody";
  if (message.new_chat_members) return `${message.new_chat_members.map((user) => user.first_name).join(", ")} joined the group`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left the group`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "The group became a supergroup";
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.new_chat_title) return `${who} renamed the group to “${message.new_chat_title}”`;
  return "";
}

export function render(message, chat, state, on) {
  const service = !message.text && !message.caption && !message.rich_message && !kindOf(message) && serviceText(message);
  if (service) return element("li", { class: "service", id: domId(message), dir: "auto" }, service);
  const mine = message.from?.id === state.me.id;
  const item = element("li", { class: `message${mine ? " mine" : ""}${message.only_you ? " whispered" : ""}`, id: domId(message), tabindex: "-1" });
  const bubble = element("div", { class: "bubble" });
  if (chat.type !== "private" && !mine) bubble.append(sender(message, chat, state));
  else bubble.append(element("span", { class: "visually-hidden" }, `${senderName(message, state)}: `));
  if (message.only_you) bubble.append(element("div", { class: "only-you" }, "Only you can see this"));
  if (message.via_bot) bubble.append(element("div", { class: "origin" }, "via ", element("strong", {}, `@${message.via_bot.username}`)));
  if (message.forward_origin && !message.is_automatic_forward) bubble.append(origin(message.forward_origin));
  // In a topic, what answers nothing seems to answer the topic's first message.
  if (message.reply_to_message && !message.reply_to_message.forum_topic_created) bubble.append(replyHead(message, state, on));
  if (message.external_reply) bubble.append(externalHead(message));
  if (message.photo) bubble.append(pictureOf(message));
  if (message.document) bubble.append(fileLink(message.document));
  if (message.rich_message) bubble.append(richOf(message));
  const other = thing(message);
  if (other) bubble.append(other);
  const text = message.text ?? message.caption ?? "";
  if (text) {
    const body = element("div", { class: "text", dir: "auto" });
    body.append(formatted(text, message.entities || message.caption_entities));
    // The time stands in the last line, where there is room.
    bubble.append(element("div", { class: "words", dir: directionOf(text) }, body, meta(message, on)));
  } else {
    if (!bubble.querySelector(".frame, .file, .rich, .thing")) bubble.append(element("div", { class: "thing" }, "The page cannot show this message."));
    bubble.append(meta(message, on));
  }
  item.append(bubble);
  if (message.reactions?.length) item.append(reactionRow(message, state, on));
  if (message.reply_markup?.inline_keyboard) item.append(keyboard(message, on));
  item.append(tools(message, mine, chat, on));
  return item;
}

function meta(message, on) {
  const time = element("time", { datetime: new Date(message.date * 1000).toISOString() }, clock.format(new Date(message.date * 1000)));
  const line = element("span", { class: "meta", dir: "ltr" });
  if (message.unseen) {
    const label = "The bot does not see this message";
    const mark = element("button", { type: "button", class: "unseen", "aria-label": label, title: label }, icon("unseen"));
    mark.addEventListener("click", () => on.explain());
    line.append(mark);
  }
  line.append(message.edit_date ? "edited " : "", time);
  return line;
}

function sender(message, chat, state) {
  const line = element("div", { class: "sender", dir: "auto" }, senderName(message, state));
  const admin = chat.people.find((person) => person.id === message.from?.id)?.admin;
  const role = message.is_automatic_forward ? "channel" : message.sender_chat?.id === chat.id ? "anonymous admin" : admin ? "admin" : "";
  if (role) line.append(element("span", { class: "role" }, role));
  return line;
}

function originName(from) {
  return from.chat?.title || from.sender_chat?.title || from.sender_user_name || from.sender_user?.first_name || "";
}

function origin(from) {
  const line = element("div", { class: "origin" }, "Forwarded from ", element("strong", { dir: "auto" }, originName(from)));
  if (from.author_signature) line.append(` (${from.author_signature})`);
  line.append(` · ${dayName.format(new Date(from.date * 1000))}`);
  return line;
}

function replyHead(message, state, on) {
  const original = message.reply_to_message;
  const words = message.quote ? message.quote.text : preview(original);
  const head = element("button", { type: "button", class: message.quote ? "reply quoted" : "reply", dir: directionOf(words) });
  const name = (original.forward_origin && originName(original.forward_origin)) || senderName(original, state);
  head.append(element("strong", { dir: "auto" }, name), element("span", { dir: "auto" }, words));
  head.setAttribute("aria-label", `Go to the message this ${message.quote ? "quotes" : "replies to"}, ${name}: ${words}`);
  head.addEventListener("click", () => on.jump(original.message_id, message.quote));
  return head;
}

function externalHead(message) {
  const words = message.quote?.text || "A message of another chat";
  return element("div", { class: message.quote ? "reply quoted" : "reply", dir: directionOf(words) },
    element("strong", { dir: "auto" }, originName(message.external_reply.origin)), element("span", { dir: "auto" }, words));
}

function keyboard(message, on) {
  const whole = element("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" });
  for (const row of message.reply_markup.inline_keyboard) {
    const line = element("div");
    for (const button of row) line.append(keyboardButton(message, button, on));
    whole.append(line);
  }
  return whole;
}

function keyboardButton(message, button, on) {
  if (button.url && /^https?:\/\//i.test(button.url)) {
    return element("a", { href: button.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, button.text);
  }
  const made = element("button", { type: "button", dir: "auto" }, button.text);
  const words = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (button.callback_data !== undefined) made.addEventListener("click", () => on.press(message, button, made));
  else if (words !== undefined) made.addEventListener("click", () => on.inline(words));
  else if (button.copy_text) made.addEventListener("click", () => navigator.clipboard.writeText(button.copy_text.text).then(on.copied));
  else made.disabled = true;
  return made;
}

function tools(message, mine, chat, on) {
  const row = element("div", { class: "tools", role: "toolbar", "aria-label": "What to do with this message" });
  row.append(tool("reply", "Reply", () => on.reply(message)));
  if (message.only_you) {
    if (message.text) row.append(tool("copy", "Copy text", () => on.copy(message)));
    arrows(row, "button", "horizontal");
    return row;
  }
  const react = tool("react", "React", () => on.pick(message, react));
  react.setAttribute("aria-expanded", "false");
  row.append(react, tool("forward", "Forward", () => on.forward(message)));
  if (message.text || message.caption || message.rich_message) row.append(tool("copy", "Copy text", () => on.copy(message)));
  if (mine && message.text && !message.forward_origin) row.append(tool("edit", "Edit", () => on.edit(message)));
  if (mine) row.append(tool("remove", "Delete", () => on.remove(message)));
  arrows(row, "button", "horizontal"); // one stop for Tab: the arrow keys go on from there
  return row;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function tool(name, label, act) {
  const button = element("button", { type: "button", class: "icon", "aria-label": label, title: label }, icon(name));
  button.addEventListener("click", act);
  // A click would clear the selection that a reply is to quote.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}
