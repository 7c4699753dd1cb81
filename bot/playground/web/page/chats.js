// The list of chats.

import { clock, preview, senderName, serviceText } from "./message.js";
import { element } from "./text.js";

export function avatar(chat) {
  const letters = chat.title.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 2).toUpperCase();
  return element("span", { class: chat.type === "private" ? "avatar" : `avatar ${chat.type}`, "aria-hidden": "true" }, letters);
}

export function drawChats(app) {
  const list = document.getElementById("chat-list");
  const focused = list.contains(document.activeElement) && document.activeElement.dataset.chat;
  list.replaceChildren(...app.state.chats.map((chat) => {
    const last = chat.messages.at(-1);
    const unread = [...app.unread].reduce((sum, [place, count]) => sum + (place.startsWith(`${chat.id}/`) ? count : 0), 0);
    const open = chat.id === app.chat?.id;
    const item = element("button", { type: "button", "aria-current": open ? "true" : undefined, "data-chat": chat.id },
      avatar(chat), element("span", { class: "name", dir: "auto" }, chat.title), element("span", { class: "when" }, last ? when(last) : ""),
      element("span", { class: "last", dir: "auto" }, lastWords(last, app.state)),
      unread ? element("span", { class: "badge" }, String(unread), element("span", { class: "visually-hidden" }, " unread")) : "");
    item.addEventListener("click", () => app.open(chat));
    return element("li", {}, item);
  }));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

function when(message) {
  const date = new Date(message.date * 1000);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : shortDay.format(date);
}

function lastWords(message, state) {
  if (!message) return "No messages yet";
  return serviceText(message) || `${senderName(message, state)}: ${preview(message)}`;
}
