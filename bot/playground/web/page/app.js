// The page: whose Telegram it shows, which chat is open, and what an event changes.

import { act, listen, load } from "./api.js";
import { Articles } from "./article.js";
import { Attaching } from "./attach.js";
import { avatar, drawChats } from "./chats.js";
import { Composer } from "./composer.js";
import { Feed } from "./feed.js";
import { Forwarding } from "./forward.js";
import { Groups } from "./group.js";
import { arrows, deepLink } from "./keys.js";
import { preview, senderName, topicOf } from "./message.js";
import { Settings } from "./settings.js";
import { write } from "./text.js";

const $ = (id) => document.getElementById(id);

class App {
  constructor() {
    this.state = null;
    this.chat = null;
    this.topic = null; // General, or no topics at all
    this.waiting = [];
    this.unread = new Map(); // "chat/topic" -> how many
    this.presses = new Map(); // press id -> the button that waits
    this.early = new Map(); // an answer may come before the press is known
    this.ready = new Promise((done) => { this.begun = done; });
    this.viewer = sessionStorage.getItem("viewer") || "";
    this.feed = new Feed(this);
    this.composer = new Composer(this);
    this.attaching = new Attaching(this);
    this.articles = new Articles(this);
    this.forwarding = new Forwarding(this);
    this.groups = new Groups(this);
    this.settings = new Settings(this);
    $("back").addEventListener("click", () => this.leave());
    arrows($("chat-list"), "button", "vertical");
    document.addEventListener("click", (event) => this.follow(event));
    this.listen();
  }

  listen() {
    this.silence?.();
    this.silence = listen(`/api/events?as=${this.viewer}`, {
      connected: () => { this.gap = true; this.reload(); }, lost: () => this.connection("Connecting…"), event: (event) => this.happen(event),
    });
  }

  become(person) {
    this.viewer = String(person);
    sessionStorage.setItem("viewer", this.viewer);
    this.unread.clear();
    this.chat = null;
    this.listen();
  }

  // One at a time: an older answer must not overwrite what a newer one said.
  async reload() {
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    do {
      this.again = false;
      this.waiting = []; // what happens while the state is on its way comes after it
      const before = this.state, { gap } = this;
      this.gap = false; // after a break what was loaded earlier may be stale
      try {
        this.state = await load(`/api/state?as=${this.viewer}`);
        if (before?.me.id === this.state.me.id && !gap) this.state.chats.forEach((chat) => keep(chat, before.chats.find((one) => one.id === chat.id)));
      } catch {
        this.connection("The playground did not answer. Reload the page to try again.");
        break;
      }
      this.connection("");
      this.refresh();
      if (before?.me.id === this.state.me.id) this.catchUp(before);
      const waiting = this.waiting;
      this.waiting = null;
      for (const event of waiting) this.happen(event);
    } while (this.again);
    this.loading = false;
  }

  refresh() {
    const open = this.state.chats.find((chat) => chat.id === (this.next ?? this.chat?.id));
    if (open && this.next === undefined) {
      this.chat = open;
      if (!open.topics.some((topic) => topic.id === this.topic)) this.topic = null;
      const rest = this.feed.rest();
      this.drawChat();
      rest();
      this.composer.refresh();
    } else this.open(open || this.state.chats[0], Boolean(open) || innerWidth > 720);
    this.next = undefined;
    this.begun();
    this.settings.refresh();
    this.groups.refresh();
    this.drawChats();
  }

  // Of what came with the state, and not as an event, is told as well.
  catchUp(before) {
    for (const chat of this.state.chats) {
      const known = new Set(before.chats.find((one) => one.id === chat.id)?.messages.map((one) => one.message_id));
      for (const message of chat.messages) if (!known.has(message.message_id)) this.notice(chat, message);
    }
    this.drawChats();
    this.groups.drawTopics();
  }

  // Shows a message, which may be an older one that is not loaded yet, and marks the words that are quoted from it.
  async goTo(chat, id, quote) {
    let message = chat.messages.find((one) => one.message_id === id);
    if (!message) {
      const found = await this.history(chat, { message: id });
      message = found && chat.messages.find((one) => one.message_id === id);
      if (!message) return;
    }
    if (chat !== this.chat || topicOf(message) !== this.topic) this.open(chat, true, topicOf(message));
    else this.feed.prepend();
    this.feed.show(id, quote);
  }

  // Loads what the query names into the chat; false when it could not.
  async history(chat, query) {
    const asked = new URLSearchParams({ as: this.state.me.id, chat_id: chat.id, ...query });
    try {
      const found = await load(`/api/history?${asked}`);
      const known = new Map([...chat.messages, ...found.messages].map((one) => [one.message_id, one]));
      chat.messages = [...known.values()].sort((a, b) => a.message_id - b.message_id);
      if (!found.more) (chat.whole ||= new Set()).add(found.topic);
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  // A new message is read out, or counted when another chat or topic is open; true when it shows.
  notice(chat, message) {
    const { bot, me } = this.state, shows = chat === this.chat && topicOf(message) === this.topic;
    const place = `${chat.id}/${topicOf(message)}`;
    if (!shows) this.unread.set(place, (this.unread.get(place) || 0) + 1);
    else if (message.from?.id !== me.id) this.announce(`${senderName(message, this.state)}: ${preview(message)}`);
    if (shows && message.from?.id === bot.id) this.status();
    return shows;
  }

  connection(text) { $("connection").textContent = text; }

  open(chat, show = true, topic = null) {
    this.chat = chat;
    this.topic = topic;
    this.unread.delete(`${chat.id}/${topic}`);
    document.body.classList.toggle("in-chat", show);
    this.drawChats();
    this.drawChat();
    this.composer.open(chat);
  }

  leave() {
    document.body.classList.remove("in-chat");
    this.drawChats();
    $("chat-list").querySelector("[aria-current]")?.focus();
  }

  // Opens a chat that the page may not know yet.
  openSoon(id) {
    const chat = this.state.chats.find((one) => one.id === id);
    if (chat) this.open(chat); else { this.next = id; this.reload(); }
  }

  drawChats() { drawChats(this); }

  drawChat() {
    write($("chat-title"), this.chat.title);
    $("chat-avatar").replaceWith(Object.assign(avatar(this.chat), { id: "chat-avatar" }));
    this.status();
    this.groups.drawTopics();
    this.feed.draw();
    this.forwarding.hint();
    this.feed.toEnd(false);
  }

  status(text) {
    const { chat, state } = this;
    const names = chat.people.map((person) => (person.admin ? `${person.name} (admin)` : person.name));
    if (["member", "administrator", "restricted"].includes(chat.bot)) names.unshift(state.bot.first_name);
    const usual = { private: chat.bot === "kicked" ? "bot, blocked" : "bot", channel: "channel" }[chat.type] || names.join(", ");
    write($("chat-status"), text || usual);
    $("chat-status").classList.toggle("busy", Boolean(text));
  }

  happen(event) {
    if (event.kind === "changed") { this.reload(); return; }
    if (this.waiting) { if (event.kind !== "action") this.waiting.push(event); return; }
    if (event.kind === "answer") { this.answered(event); return; }
    const chat = this.state.chats.find((one) => one.id === (event.chat_id ?? event.message.chat.id));
    if (!chat) return;
    if (event.kind === "action") this.acting(chat);
    if (event.kind === "delete") this.remove(chat, event.message_id);
    if (event.tried) chat.tried = event.tried;
    if (event.kind === "message") this.put(chat, event.message);
    this.drawChats();
  }

  put(chat, message) {
    const known = chat.messages.findIndex((one) => one.message_id === message.message_id);
    if (known >= 0) {
      chat.messages[known] = message;
      if (chat === this.chat) this.feed.replace(message);
      return;
    }
    if (message.message_id < (chat.messages.at(-1)?.message_id ?? 0)) return; // a change of one that is not loaded
    chat.messages.push(message);
    if (!this.notice(chat, message)) {
      if (chat === this.chat) this.groups.drawTopics();
      return;
    }
    this.feed.add(message, message.from?.id !== this.state.bot.id);
    this.forwarding.hint();
  }

  remove(chat, id) {
    chat.messages = chat.messages.filter((one) => one.message_id !== id);
    if (chat === this.chat) this.feed.remove(id);
  }

  acting(chat) {
    if (chat !== this.chat) return;
    this.status(chat.type === "private" ? "typing…" : `${this.state.bot.first_name} is typing…`);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.status(), 5000);
  }

  // What the open chat and the choice under "Write as" mean for an action.
  place() {
    return { chat_id: this.chat.id, topic: this.topic ?? undefined, ...this.composer.speaker };
  }

  // Does it, and shows what stands against it; true when it is done.
  async attempt(name, body) {
    try {
      return await act(name, body);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  async press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    setTimeout(() => node.removeAttribute("aria-busy"), 10_000);
    const body = { chat_id: this.chat.id, message_id: message.message_id, data: button.callback_data, as: this.composer.speaker.as };
    const done = await this.attempt("press", body);
    if (!done) { node.removeAttribute("aria-busy"); return; }
    this.presses.set(done.press, node);
    if (this.early.has(done.press)) this.answered(this.early.get(done.press));
  }

  answered(event) {
    const node = this.presses.get(event.press);
    if (!node) { this.early.set(event.press, event); return; }
    this.presses.delete(event.press);
    this.early.delete(event.press);
    node.removeAttribute("aria-busy");
    if (event.url) this.visit(event.url);
    if (event.text && event.show_alert) { write($("alert-text"), event.text); $("alert").showModal(); } else if (event.text) this.toast(event.text);
  }

  // Some t.me links work here, too: the bot's own start it, or add it to a new group; others lead to a message here.
  follow(event) {
    const link = event.target.closest?.("a[href]");
    if (link && this.visit(link.href)) event.preventDefault();
  }

  visit(url) {
    const link = this.state && deepLink(url, this.state.bot.username);
    if (!link) return false;
    if (link.kind === "group") { this.groups.begin(); return true; }
    if (link.kind === "message") {
      const chat = this.state.chats.find((one) => one.id === link.chat || (one.username && one.username.toLowerCase() === link.chat));
      if (chat) this.goTo(chat, link.message);
      return Boolean(chat);
    }
    this.open(this.state.chats[0]);
    this.attempt("start", { payload: link.payload, as: this.state.me.id });
    return true;
  }

  announce(text) { $("news").textContent = text; }

  toast(text) {
    write($("toast"), text);
    $("toast").classList.add("shown");
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => $("toast").classList.remove("shown"), 3500);
  }
}

// What had been loaded of a chat's earlier messages is still there after it has changed.
function keep(chat, before) {
  const first = chat.messages[0]?.message_id;
  if (!before || !chat.more || !before.messages.some((one) => one.message_id >= first)) return;
  chat.messages.unshift(...before.messages.filter((one) => one.message_id < first));
  chat.whole = before.whole;
}

new App();
