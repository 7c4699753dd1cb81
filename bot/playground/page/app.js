// The page: which chat is open, and what an event changes.

import { act, listen, load } from "./api.js";
import { Composer } from "./composer.js";
import { Forwarding } from "./forward.js";
import { day, domId, preview, render, senderName } from "./message.js";
import { element, stretch } from "./text.js";

const $ = (id) => document.getElementById(id);

class App {
  constructor() {
    this.state = null;
    this.chat = null;
    this.waiting = [];
    this.unread = new Map();
    this.presses = new Map(); // press id -> the button that waits
    this.early = new Map(); // an answer may come before the press is known
    this.composer = new Composer(this);
    this.forwarding = new Forwarding(this);
    $("back").addEventListener("click", () => { document.body.classList.remove("in-chat"); this.drawChats(); });
    $("latest").addEventListener("click", () => this.toEnd());
    $("scroll").addEventListener("scroll", () => { $("latest").hidden = this.atEnd(); });
    listen({ connected: () => this.reload(), lost: () => this.connection("Connecting…"), event: (event) => this.happen(event) });
  }

  // One at a time: an older answer must not overwrite what a newer one said.
  async reload() {
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    do {
      this.again = false;
      this.waiting = []; // what happens while the state is on its way comes after it
      try {
        this.state = await load("/api/state");
      } catch {
        this.connection("The playground did not answer. Reload the page to try again.");
        break;
      }
      this.connection("");
      this.refresh();
      const waiting = this.waiting;
      this.waiting = null;
      for (const event of waiting) this.happen(event);
    } while (this.again);
    this.loading = false;
  }

  refresh() {
    const open = this.state.chats.find((chat) => chat.id === this.chat?.id);
    if (open) { this.chat = open; this.drawChat(); } else this.open(this.state.chats[0], innerWidth > 720);
    this.drawChats();
  }

  connection(text) { $("connection").textContent = text; }

  open(chat, show = true) {
    this.chat = chat;
    this.unread.delete(chat.id);
    document.body.classList.toggle("in-chat", show);
    this.drawChats();
    this.drawChat();
    this.composer.open(chat);
  }

  drawChats() {
    $("chat-list").replaceChildren(...this.state.chats.map((chat) => {
      const last = chat.messages.at(-1);
      const unread = this.unread.get(chat.id) || 0;
      const item = element("button", { type: "button", "aria-current": chat.id === this.chat?.id ? "true" : undefined },
        avatar(chat), element("span", { class: "name" }, chat.title),
        unread ? element("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)) : element("span"),
        element("span", { class: "last" }, last ? `${senderName(last, this.state)}: ${preview(last)}` : "No messages yet"));
      item.addEventListener("click", () => this.open(chat));
      return element("li", {}, item);
    }));
  }

  drawChat() {
    const chat = this.chat;
    $("chat-title").textContent = chat.title;
    $("chat-avatar").replaceWith(Object.assign(avatar(chat), { id: "chat-avatar" }));
    this.status();
    $("messages").replaceChildren();
    for (const message of chat.messages) this.append(message);
    this.forwarding.hint();
    this.toEnd(false);
  }

  status(text) {
    const chat = this.chat;
    const names = chat.people.map((person) => person.name).join(", ");
    $("chat-status").textContent = text || (chat.type === "private" ? "bot" : `${this.state.bot.first_name}, ${names}`);
    $("chat-status").classList.toggle("busy", Boolean(text));
  }

  append(message) {
    const before = this.chat.messages[this.chat.messages.findIndex((one) => one.message_id === message.message_id) - 1];
    if (!before || day(before) !== day(message)) $("messages").append(element("li", { class: "day" }, day(message)));
    $("messages").append(this.render(message));
  }

  render(message) {
    return render(message, this.chat, this.state, {
      jump: (id, quote) => this.jump(id, quote),
      press: (one, button, node) => this.press(one, button, node),
      reply: (one) => this.composer.reply(one),
      edit: (one) => this.composer.edit(one),
    });
  }

  happen(event) {
    if (event.kind === "changed") { this.reload(); return; }
    if (this.waiting) { this.waiting.push(event); return; }
    if (event.kind === "answer") { this.answered(event); return; }
    const chat = this.state.chats.find((one) => one.id === (event.chat_id ?? event.message.chat.id));
    if (!chat) return;
    if (event.kind === "action") this.acting(chat);
    if (event.kind === "delete") this.remove(chat, event.message_id);
    if (event.kind === "message") this.put(chat, event.message);
    this.drawChats();
  }

  put(chat, message) {
    const known = chat.messages.findIndex((one) => one.message_id === message.message_id);
    if (known >= 0) {
      chat.messages[known] = message;
      const shown = document.getElementById(domId(message));
      if (chat === this.chat && shown) this.replace(shown, message);
      return;
    }
    chat.messages.push(message);
    const fromBot = message.from?.id === this.state.bot.id;
    if (chat !== this.chat) { this.unread.set(chat.id, (this.unread.get(chat.id) || 0) + 1); return; }
    const follow = this.atEnd() || !fromBot;
    if (fromBot) this.status();
    this.append(message);
    this.forwarding.hint();
    if (follow) this.toEnd(); else $("latest").hidden = false;
  }

  replace(shown, message) {
    const follow = this.atEnd();
    const focused = document.activeElement?.closest(".keyboard") && shown.contains(document.activeElement);
    const made = this.render(message);
    shown.replaceWith(made);
    if (focused) made.querySelector(".keyboard button")?.focus();
    if (follow) this.toEnd();
  }

  remove(chat, id) {
    chat.messages = chat.messages.filter((one) => one.message_id !== id);
    if (chat === this.chat) document.getElementById(`message-${id}`)?.remove();
  }

  acting(chat) {
    if (chat !== this.chat) return;
    this.status(chat.type === "private" ? "typing…" : `${this.state.bot.first_name} is typing…`);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.status(), 5000);
  }

  async press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    setTimeout(() => node.removeAttribute("aria-busy"), 10_000);
    try {
      const body = { chat_id: this.chat.id, message_id: message.message_id, data: button.callback_data, as: this.composer.speaker };
      const { press } = await act("press", body);
      this.presses.set(press, node);
      if (this.early.has(press)) this.answered(this.early.get(press));
    } catch (error) {
      node.removeAttribute("aria-busy");
      this.toast(error.message);
    }
  }

  answered(event) {
    const node = this.presses.get(event.press);
    if (!node) { this.early.set(event.press, event); return; }
    this.presses.delete(event.press);
    this.early.delete(event.press);
    node.removeAttribute("aria-busy");
    if (event.text && event.show_alert) { $("alert-text").textContent = event.text; $("alert").showModal(); } else if (event.text) this.toast(event.text);
  }

  jump(id, quote) {
    const target = document.getElementById(`message-${id}`);
    if (!target) { this.toast("That message is no longer here."); return; }
    const words = quote && target.querySelector(".text") && stretch(target.querySelector(".text"), quote.position, quote.position + quote.text.length);
    if (words && CSS.highlights) CSS.highlights.set("quoted", new Highlight(words));
    const top = (words || target).getBoundingClientRect().top - $("scroll").getBoundingClientRect().top;
    $("scroll").scrollBy({ top: top - 80 });
    target.focus({ preventScroll: true });
    target.classList.remove("flash");
    void target.offsetWidth; // starts the animation again
    target.classList.add("flash");
    clearTimeout(this.mark);
    this.mark = setTimeout(() => { target.classList.remove("flash"); CSS.highlights?.delete("quoted"); }, 6000);
  }

  atEnd() {
    const scroll = $("scroll");
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  }

  toEnd(smooth = true) {
    requestAnimationFrame(() => $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: smooth ? "smooth" : "instant" }));
  }

  toast(text) {
    $("toast").textContent = text;
    $("toast").classList.add("shown");
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => $("toast").classList.remove("shown"), 3500);
  }
}

function avatar(chat) {
  const letters = chat.title.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 2).toUpperCase();
  return element("span", { class: chat.type === "private" ? "avatar" : "avatar group", "aria-hidden": "true" }, letters);
}

new App();
