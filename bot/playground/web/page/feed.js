// The messages of the open chat: drawing, scrolling, moving among them.

import { day, domId, render, topicOf } from "./message.js";
import { Reacting } from "./reactions.js";
import { element, stretch } from "./text.js";

const $ = (id) => document.getElementById(id);

export class Feed {
  constructor(app) {
    this.app = app;
    this.reacting = new Reacting(app);
    $("latest").addEventListener("click", () => this.toEnd());
    $("scroll").addEventListener("scroll", () => { $("latest").hidden = this.atEnd(); });
    $("scroll").addEventListener("keydown", (event) => this.key(event));
    $("messages").addEventListener("focusin", (event) => this.current(event.target.closest(".message")));
  }

  get shown() { return this.app.chat.messages.filter((message) => topicOf(message) === this.app.topic); }

  draw() {
    this.reacting.close(false);
    $("messages").replaceChildren();
    let before = null;
    for (const message of this.shown) { this.append(message, before); before = message; }
    this.current($("messages").querySelector(".message:last-of-type"));
  }

  append(message, before) {
    if (!before || day(before) !== day(message)) $("messages").append(element("li", { class: "day" }, day(message)));
    const made = this.render(message);
    if (before && message.media_group_id && before.media_group_id === message.media_group_id) made.classList.add("same-album");
    $("messages").append(made);
  }

  add(message, own) {
    const follow = this.atEnd() || own;
    this.append(message, this.shown.at(-2));
    if (!$("messages").querySelector(".current")) this.current($(domId(message)));
    if (follow) this.toEnd(); else $("latest").hidden = false;
  }

  render(message) {
    const { app } = this;
    return render(message, app.chat, app.state, {
      jump: (id, quote) => this.jump(id, quote),
      press: (one, button, node) => app.press(one, button, node),
      inline: (words) => app.composer.begin(`@${app.state.bot.username} ${words}`),
      copied: () => app.toast("Copied."),
      reply: (one) => app.composer.reply(one),
      edit: (one) => app.composer.edit(one),
      forward: (one) => app.forwarding.passOn(one),
      remove: (one) => app.attempt("delete", { chat_id: app.chat.id, message_id: one.message_id, as: one.from?.id }),
      pick: (one, node) => this.reacting.open(one, node),
      react: (one, emoji) => this.reacting.toggle(one, emoji),
    });
  }

  replace(message) {
    const old = $(domId(message));
    if (!old) return;
    const follow = this.atEnd();
    const focused = old.contains(document.activeElement) && [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    const made = this.render(message);
    made.classList.toggle("same-album", old.classList.contains("same-album"));
    const wasCurrent = old.classList.contains("current");
    this.reacting.close(false);
    old.replaceWith(made);
    if (wasCurrent) this.current(made);
    if (focused !== false) ([...made.querySelectorAll("button, a")][focused] || made).focus();
    if (follow) this.toEnd();
  }

  remove(id) { $(`message-${id}`)?.remove(); }

  // One message at a time can be reached with Tab, and with it its tools; arrow keys choose which.
  current(item) {
    if (!item || item.classList.contains("current")) return;
    for (const one of $("messages").querySelectorAll(".current")) { one.classList.remove("current"); one.tabIndex = -1; }
    item.classList.add("current");
    item.tabIndex = 0;
  }

  key(event) {
    const items = [...$("messages").querySelectorAll(".message")];
    const inside = event.target.classList.contains("message");
    if (event.key === "Escape" && event.target !== $("scroll")) { $("text").focus(); return; }
    if (!items.length || !(inside || event.target === $("scroll"))) return;
    const at = inside ? items.indexOf(event.target) : items.length;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[Math.max(0, Math.min(items.length - 1, to))].focus();
  }

  jump(id, quote) {
    const target = $(`message-${id}`);
    if (!target) { this.app.toast("That message is no longer here."); return; }
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
}
