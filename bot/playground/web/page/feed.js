// The messages of the open chat: drawing, scrolling, moving among them.

import { day, domId, render, topicOf } from "./message.js";
import { Reacting } from "./reactions.js";
import { element, stretch } from "./text.js";

const $ = (id) => document.getElementById(id);
const SHOWN = 6000; // milliseconds for which the message to which one has gone is marked

export class Feed {
  constructor(app) {
    this.app = app;
    this.reacting = new Reacting(app);
    this.shownAt = 0;
    this.visited = null; // where one has gone last: [message id, quote]
    this.ending = false; // on the way to the end, where what comes meanwhile is followed too
    $("scroll").addEventListener("scrollend", () => { this.ending = false; });
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) $("scroll").addEventListener(kind, () => { this.ending = false; this.visited = null; });
    $("latest").addEventListener("click", () => this.toEnd());
    $("scroll").addEventListener("scroll", () => { $("latest").hidden = this.atEnd(); if ($("scroll").scrollTop < 300) this.earlier(); });
    $("earlier").addEventListener("click", () => this.earlier());
    $("scroll").addEventListener("keydown", (event) => this.key(event));
    $("messages").addEventListener("focusin", (event) => this.current(event.target.closest(".message")));
    $("messages").addEventListener("click", (event) => this.openTools(event));
  }

  // Where nothing hovers, a tap on a message shows what can be done with it.
  openTools(event) {
    const item = event.target.closest(".message");
    if (!item || event.target.closest("a, button, summary, [role='button']") || String(getSelection())) return;
    const before = $("messages").querySelector(".message.open");
    before?.classList.remove("open");
    if (before === item) return;
    item.classList.add("open");
    const tools = item.querySelector(".tools");
    if (getComputedStyle(tools).position === "static") tools.scrollIntoView({ block: "nearest" });
  }

  get shown() { return this.app.chat.messages.filter((message) => topicOf(message) === this.app.topic); }

  draw() {
    this.reacting.close(false);
    $("messages").replaceChildren();
    let before = null;
    for (const message of this.shown) { $("messages").append(...this.made(message, before)); before = message; }
    this.current([...$("messages").querySelectorAll(".message")].at(-1));
    $("earlier").hidden = this.whole;
    requestAnimationFrame(() => { if ($("scroll").scrollHeight <= $("scroll").clientHeight) this.earlier(); });
  }

  // The message, below the day if that is another one than of the message before.
  made(message, before) {
    const made = this.render(message);
    if (before && message.media_group_id && before.media_group_id === message.media_group_id) made.classList.add("same-album");
    if (before && day(before) === day(message)) return [made];
    return [element("li", { class: "day" }, day(message)), made];
  }

  // Whether the first message of this chat or topic is loaded.
  get whole() { return !this.app.chat.more || Boolean(this.app.chat.whole?.has(this.app.topic)); }

  async earlier() {
    const { app } = this, { chat, topic } = app;
    if (this.whole || this.fetching) return;
    this.fetching = true;
    const query = { ...(topic === null ? {} : { topic }), ...(this.shown.length ? { before: this.shown[0].message_id } : {}) };
    const done = await app.history(chat, query);
    this.fetching = false;
    if (chat === app.chat && topic === app.topic) { if (done) this.prepend(); } else this.earlier();
  }

  // Draws what has been loaded above the first message that shows; that one stays where it is.
  prepend() {
    const { shown } = this, scroll = $("scroll");
    const first = shown.findIndex((message) => $(domId(message)));
    const older = first < 0 ? shown : shown.slice(0, first);
    const below = scroll.scrollHeight - scroll.scrollTop;
    const nodes = older.flatMap((message, number) => this.made(message, older[number - 1]));
    const label = $("messages").firstElementChild;
    if (older.length && first > 0 && day(older.at(-1)) === day(shown[first]) && label?.className === "day") label.remove();
    $("messages").prepend(...nodes);
    if (!$("messages").querySelector(".current")) this.current([...$("messages").querySelectorAll(".message")].at(-1));
    $("earlier").hidden = this.whole;
    scroll.scrollTo({ top: scroll.scrollHeight - below, behavior: "instant" });
  }

  // How to scroll back to where one is now, once all has been drawn anew; to the end, if one has written meanwhile;
  // to the message to which one has just gone.
  rest() {
    const scroll = $("scroll"), end = this.atEnd(), below = scroll.scrollHeight - scroll.scrollTop;
    const before = new Set([...$("messages").querySelectorAll(".mine")].map((one) => one.id));
    const visited = performance.now() - this.shownAt < SHOWN ? this.visited : null;
    return () => {
      const written = [...$("messages").querySelectorAll(".mine")].some((one) => !before.has(one.id));
      if (visited && !written && $(`message-${visited[0]}`)) { this.show(...visited); return; }
      if (!end && !written) requestAnimationFrame(() => scroll.scrollTo({ top: scroll.scrollHeight - below, behavior: "instant" }));
    };
  }

  add(message, own) {
    const follow = this.atEnd() || own;
    $("messages").append(...this.made(message, this.shown.at(-2)));
    if (!$("messages").querySelector(".current")) this.current($(domId(message)));
    if (follow) this.toEnd(); else $("latest").hidden = false;
  }

  render(message) {
    const { app } = this;
    const made = render(message, app.chat, app.state, {
      jump: (id, quote) => app.goTo(app.chat, id, quote),
      press: (one, button, node) => app.press(one, button, node),
      inline: (words) => app.composer.begin(`@${app.state.bot.username} ${words}`),
      copied: () => app.toast("Copied."),
      copy: (one) => this.copy(one),
      explain: () => app.toast("In this group the bot sees commands and replies to its own messages, and what is answered with one: it cannot see this message."),
      reply: (one) => app.composer.reply(one),
      edit: (one) => app.composer.edit(one),
      forward: (one) => app.forwarding.passOn(one),
      remove: (one) => app.attempt("delete", { chat_id: app.chat.id, message_id: one.message_id, as: one.from?.id }),
      pick: (one, node) => this.reacting.open(one, node),
      react: (one, emoji) => this.reacting.toggle(one, emoji),
    });
    reach(made, false);
    return made;
  }

  async copy(message) {
    const text = message.text || message.caption || $(domId(message)).querySelector(".rich").innerText;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not allowed, or the page was opened from another machine
      const field = element("textarea", { class: "visually-hidden", "aria-hidden": "true" });
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    this.app.toast("Copied.");
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
    for (const one of $("messages").querySelectorAll(".current")) { one.classList.remove("current"); one.tabIndex = -1; reach(one, false); }
    item.classList.add("current");
    item.tabIndex = 0;
    reach(item, true);
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
    if (to < 0) this.earlier().then(() => items[0].scrollIntoView({ block: "nearest", behavior: "instant" }));
    items[Math.max(0, Math.min(items.length - 1, to))].focus();
  }

  show(id, quote) {
    const target = $(`message-${id}`), text = target?.querySelector(".text, .rich");
    if (!target) { this.app.toast("That message is no longer here."); return; }
    const words = quote && text && stretch(text, quote.position, quote.position + quote.text.length);
    for (let node = words?.startContainer; node && node !== target; node = node.parentNode) if (node.tagName === "DETAILS") node.open = true;
    if (words && CSS.highlights) CSS.highlights.set("quoted", new Highlight(words));
    const top = (words || target).getBoundingClientRect().top - $("scroll").getBoundingClientRect().top;
    this.shownAt = performance.now();
    this.visited = [id, quote];
    this.ending = false;
    $("scroll").scrollBy({ top: top - 80, behavior: Math.abs(top) > 4000 ? "instant" : "auto" });
    target.focus({ preventScroll: true });
    target.classList.remove("flash");
    void target.offsetWidth; // starts the animation again
    target.classList.add("flash");
    clearTimeout(this.mark);
    this.mark = setTimeout(() => { target.classList.remove("flash"); CSS.highlights?.delete("quoted"); }, SHOWN);
  }

  atEnd() {
    const scroll = $("scroll");
    return this.ending || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  }

  toEnd(smooth = true) {
    const asked = performance.now();
    this.ending = smooth && !this.atEnd();
    requestAnimationFrame(() => {
      if (this.shownAt > asked) return; // one has gone to a message meanwhile
      $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: smooth ? "smooth" : "instant" });
    });
  }
}

// Whether Tab reaches what is in a message: only in the current one, and there its tools are one stop.
function reach(item, on) {
  for (const one of item.querySelectorAll("a[href], button, [tabindex], summary")) one.tabIndex = on && !one.matches(".tools button:not(:first-child)") ? 0 : -1;
}
