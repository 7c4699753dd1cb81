// Writing: the text field, replies, quotes and edits, and what the popup above the field offers.

import { Popup } from "./popup.js";
import { preview, senderName } from "./message.js";
import { element, write } from "./text.js";

const $ = (id) => document.getElementById(id);
const LIMIT = 4096; // of one message, in UTF-16 units

export class Composer {
  constructor(app) {
    this.app = app;
    this.context = null; // { kind: "reply" | "edit", message, quote }
    this.drafts = new Map(); // chat id -> what was being written there
    this.sending = Promise.resolve(); // one after the other, in the order of writing
    this.popup = new Popup(app, this);
    const text = $("text");
    $("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("input", () => { this.grow(); this.popup.suggest(text.value); });
    $("context-close").addEventListener("click", () => { this.clear(); text.focus(); });
    $("context-quote").addEventListener("click", () => this.chooseQuote());
    $("quote-form").addEventListener("submit", (event) => { event.preventDefault(); this.takeQuote(); });
    // Not `readonly`: browsers show no caret there, and nothing can be selected with the keyboard.
    $("quote-text").addEventListener("beforeinput", (event) => event.preventDefault());
    $("quote-cancel").addEventListener("click", () => $("quote-dialog").close());
    $("menu").addEventListener("click", () => this.popup.toggleMenu());
    // A command in anybody's message is sent when it is tapped.
    const tap = (event) => { const command = event.target.closest?.(".command"); if (command) this.say(command.textContent); return command; };
    document.addEventListener("click", tap);
    $("messages").addEventListener("keydown", (event) => { if ((event.key === "Enter" || event.key === " ") && tap(event)) event.preventDefault(); });
    $("unblock").addEventListener("click", () => app.attempt("manage", { deed: "unblock", chat_id: app.chat.id, as: app.state.me.id }));
    document.addEventListener("click", (event) => { if (!event.target.closest("footer")) this.popup.close(); });
  }

  open(chat) {
    if (this.place !== undefined) { // what was typed before the first chat was there stays
      if (!this.context) this.drafts.set(this.place, $("text").value);
      this.clear();
      $("text").value = this.drafts.get(chat.id) || "";
      this.grow();
    }
    this.place = chat.id;
    this.popup.close();
    $("speaker-choice").replaceChildren();
    this.refresh();
    if (matchMedia("(hover: hover)").matches) $("text").focus();
  }

  // Who can write here may have changed; what is being written stays.
  refresh() {
    const { chat, state } = this.app;
    const before = $("speaker-choice").value;
    const people = [...chat.people].sort((a, b) => (b.id === state.me.id) - (a.id === state.me.id));
    const choices = people.map((person) => [String(person.id), person.name]);
    const own = chat.people.find((person) => person.id === state.me.id);
    if (chat.type === "supergroup" && own?.admin) choices.push([`${own.id}/${chat.id}`, `${chat.title} (anonymous admin)`]);
    const channel = state.chats.find((one) => one.type === "channel");
    if (chat.type === "supergroup" && channel) choices.push([`${state.me.id}/${channel.id}`, `${channel.title} (channel)`]);
    $("speaker-choice").replaceChildren(...choices.map(([value, name]) => element("option", { value }, name)));
    if (choices.some(([value]) => value === before)) $("speaker-choice").value = before;
    $("speaker").hidden = chat.type === "private" || chat.type === "channel" || choices.length < 2;
    $("blocked").hidden = !(chat.type === "private" && chat.bot === "kicked");
  }

  // { as: person, as_chat: chat or undefined }
  get speaker() {
    if ($("speaker").hidden) return { as: this.app.state.me.id };
    const [person, chat] = $("speaker-choice").value.split("/").map(Number);
    return { as: person, as_chat: chat };
  }

  key(event) {
    if (event.isComposing) return;
    if (this.popup.key(event)) return;
    if (event.key === "Escape") {
      if (this.context) { event.stopPropagation(); this.clear(); } else if (document.body.classList.contains("in-chat") && innerWidth <= 720) this.app.leave();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !$("text").value) {
      const own = this.app.feed.shown.findLast((m) => m.from?.id === this.app.state.me.id && m.text && !m.forward_origin);
      if (own) { event.preventDefault(); this.edit(own); }
    }
  }

  // What is written is taken at once, so that one can write on; it comes back if it cannot be sent.
  async send() {
    const field = $("text"), text = field.value;
    if (!text.trim()) return;
    const { app, context } = this;
    const editing = context?.kind === "edit";
    field.value = "";
    this.grow();
    this.clear();
    this.popup.close();
    await app.ready;
    const body = { ...app.place(), text };
    if (editing) Object.assign(body, { as: context.message.from?.id ?? body.as, message_id: context.message.message_id });
    else if (context) Object.assign(body, { reply_to: context.message.message_id, quote: context.quote });
    this.sending = this.sending.then(() => app.attempt(editing ? "edit" : "send", body));
    if (await this.sending) return;
    if (this.place !== body.chat_id) { this.drafts.set(body.chat_id, text); return; }
    field.value = [text, field.value].filter(Boolean).join("\n");
    this.grow();
    if (context) this.setContext(context);
  }

  async say(text) { await this.app.attempt("send", { ...this.app.place(), text }); }

  begin(text) {
    $("text").value = text;
    this.grow();
    $("text").focus();
    this.popup.suggest(text);
  }

  reply(message) {
    const chosen = String(getSelection()).trim();
    const shown = document.getElementById(`message-${message.message_id}`)?.querySelector(".text");
    const inside = chosen && shown?.contains(getSelection().anchorNode) && (message.text || message.caption || "").includes(chosen);
    this.setContext({ kind: "reply", message, quote: inside ? chosen : undefined });
  }

  edit(message) {
    this.setContext({ kind: "edit", message });
    $("text").value = marked(message);
    this.grow();
  }

  setContext(context) {
    this.context = context;
    const { kind, message, quote } = context;
    write($("context-title"), kind === "edit" ? "Edit" : `${quote ? "Quote from" : "Reply to"} ${senderName(message, this.app.state)}`);
    write($("context-text"), quote || preview(message));
    $("context-quote").hidden = kind === "edit" || !(message.text || message.caption);
    $("context").hidden = false;
    $("text").focus();
  }

  // The keyboard's way to quote: the text in a field, where a part can be selected.
  chooseQuote() {
    const { message, quote } = this.context;
    const field = $("quote-text");
    field.value = message.text || message.caption;
    $("quote-problem").textContent = "";
    $("quote-dialog").showModal();
    const at = quote ? Math.max(0, field.value.indexOf(quote)) : 0;
    field.setSelectionRange(at, at + (quote || "").length);
    field.focus();
  }

  takeQuote() {
    const field = $("quote-text");
    const chosen = field.value.slice(field.selectionStart, field.selectionEnd).trim();
    if (!chosen) { $("quote-problem").textContent = "Select the words to quote first."; return; }
    $("quote-dialog").close();
    this.setContext({ ...this.context, quote: chosen });
  }

  clear() {
    if (this.context?.kind === "edit") { $("text").value = ""; this.grow(); }
    this.context = null;
    $("context").hidden = true;
  }

  grow() {
    const text = $("text");
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 2, innerHeight * 0.4)}px`;
    const length = text.value.trim().length;
    $("length").textContent = length > LIMIT ? `${length.toLocaleString()} characters: sent as about ${Math.ceil(length / LIMIT)} messages` : "";
  }
}

// A message's text as one writes it, with the marks of what is hidden in it.
function marked(message) {
  let text = message.text;
  const spoilers = (message.entities || []).filter((one) => one.type === "spoiler").sort((a, b) => b.offset - a.offset);
  for (const { offset, length } of spoilers) text = `${text.slice(0, offset)}||${text.slice(offset, offset + length)}||${text.slice(offset + length)}`;
  return text;
}
