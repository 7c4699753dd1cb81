// Writing: the text field, replies and edits, the command menu, files.

import { act } from "./api.js";
import { preview, senderName } from "./message.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);

export class Composer {
  constructor(app) {
    this.app = app;
    this.context = null; // { kind: "reply" | "edit", message, quote }
    this.choice = 0;
    const text = $("text");
    $("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("input", () => { this.grow(); this.suggest(); });
    $("context-close").addEventListener("click", () => this.clear());
    $("menu").addEventListener("click", () => this.toggleMenu());
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => this.upload());
    document.addEventListener("click", (event) => { if (!event.target.closest("footer")) this.closeMenu(); });
  }

  open(chat) {
    this.clear();
    this.closeMenu();
    const others = chat.type !== "private" && chat.people.length > 1;
    $("speaker").hidden = !others;
    $("speaker-choice").replaceChildren(...chat.people.map((person) => element("option", { value: person.id }, person.name)));
    if (matchMedia("(hover: hover)").matches) $("text").focus();
  }

  get speaker() {
    return $("speaker").hidden ? this.app.state.me.id : Number($("speaker-choice").value);
  }

  key(event) {
    const menu = !$("commands").hidden;
    const list = [...$("commands").children];
    if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose((this.choice + (event.key === "ArrowDown" ? 1 : list.length - 1)) % list.length);
    } else if (menu && (event.key === "Enter" || event.key === "Tab") && list[this.choice]) {
      event.preventDefault();
      list[this.choice].click();
    } else if (event.key === "Escape") {
      if (menu) this.closeMenu(); else this.clear();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !$("text").value) {
      const own = this.app.chat.messages.findLast((m) => m.from?.id === this.app.state.me.id && m.text && !m.forward_origin);
      if (own) { event.preventDefault(); this.edit(own); }
    }
  }

  async send() {
    const text = $("text").value;
    if (!text.trim()) return;
    const body = { chat_id: this.app.chat.id, text };
    const context = this.context;
    if (context?.kind === "edit") Object.assign(body, { message_id: context.message.message_id });
    else {
      body.as = this.speaker;
      if (context) Object.assign(body, { reply_to: context.message.message_id, quote: context.quote });
    }
    try {
      await act(context?.kind === "edit" ? "edit" : "send", body);
    } catch (error) {
      this.app.toast(error.message); // what was written stays in the field
      return;
    }
    $("text").value = "";
    this.grow();
    this.clear();
    this.closeMenu();
  }

  async say(text) {
    await act("send", { chat_id: this.app.chat.id, text, as: this.speaker }).catch((error) => this.app.toast(error.message));
  }

  reply(message) {
    const chosen = String(getSelection()).trim();
    const shown = document.getElementById(`message-${message.message_id}`)?.querySelector(".text");
    const inside = chosen && shown?.contains(getSelection().anchorNode) && (message.text || message.caption).includes(chosen);
    this.setContext({ kind: "reply", message, quote: inside ? chosen : undefined });
  }

  edit(message) {
    this.setContext({ kind: "edit", message });
    $("text").value = message.text;
    this.grow();
  }

  setContext(context) {
    this.context = context;
    const { kind, message, quote } = context;
    $("context-title").textContent = kind === "edit" ? "Edit" : `${quote ? "Quote from" : "Reply to"} ${senderName(message, this.app.state)}`;
    $("context-text").textContent = quote || preview(message);
    $("context").hidden = false;
    $("text").focus();
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
  }

  suggest() {
    const typed = $("text").value;
    const whole = this.app.chat.commands.some((one) => `/${one.command}` === typed);
    // A command that is complete is sent by Enter, not offered again.
    if (/^\/\w*$/.test(typed) && !whole) this.openMenu(typed.slice(1).toLowerCase());
    else this.closeMenu();
  }

  toggleMenu() {
    if ($("commands").hidden) { this.openMenu(""); $("text").focus(); } else this.closeMenu();
  }

  openMenu(start) {
    const found = this.app.chat.commands.filter((one) => one.command.startsWith(start));
    const items = found.map((one, number) => {
      const item = element("li", { role: "option", id: `command-${number}` },
        element("strong", {}, `/${one.command}`), element("span", {}, one.description));
      item.addEventListener("click", () => this.take(one.command));
      return item;
    });
    if (!items.length && !start) items.push(element("li", {}, element("span", {}, "The bot has not said yet which commands it knows.")));
    $("commands").replaceChildren(...items);
    $("commands").hidden = !items.length;
    $("menu").setAttribute("aria-expanded", String(Boolean(items.length)));
    this.choose(0);
  }

  choose(number) {
    this.choice = number;
    [...$("commands").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === number)));
    $("commands").children[number]?.scrollIntoView({ block: "nearest" });
    $("text").setAttribute("aria-activedescendant", `command-${number}`);
  }

  take(command) {
    const text = $("text");
    text.value = `/${command} `;
    this.closeMenu();
    this.grow();
    text.focus();
  }

  closeMenu() {
    $("commands").hidden = true;
    $("menu").setAttribute("aria-expanded", "false");
    $("text").removeAttribute("aria-activedescendant");
  }

  async upload() {
    const file = $("file").files[0];
    $("file").value = "";
    if (!file) return;
    if (file.size > 8_000_000) { this.app.toast("The playground takes files up to 8 MB."); return; }
    const address = await new Promise((done) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => done(reader.result));
      reader.readAsDataURL(file);
    });
    const body = { chat_id: this.app.chat.id, as: this.speaker, name: file.name, mime: file.type, content: address.split(",")[1] || "" };
    await act("upload", body).catch((error) => this.app.toast(error.message));
  }
}
