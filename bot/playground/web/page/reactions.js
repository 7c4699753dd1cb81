// Reactions: the row under a message, and the picker.

import { act } from "./api.js";
import { arrows } from "./keys.js";
import { element } from "./text.js";

// Telegram leaves out the sign that a character is to be drawn as an emoji; the browser wants it.
const drawn = (emoji) => (/^[\u2600-\u27bf]$/.test(emoji) ? `${emoji}\ufe0f` : emoji);

export function reactionRow(message, state, on) {
  const row = element("div", { class: "reactions", role: "group", "aria-label": "Reactions" });
  for (const { emoji, from } of message.reactions) {
    const mine = from.includes(state.me.id);
    const names = from.map((id) => (id === state.bot.id ? state.bot.first_name : state.people.find((person) => person.id === id)?.name)).join(", ");
    const made = element("button", { type: "button", "aria-pressed": String(mine), title: names, "aria-label": `${emoji} by ${names}` },
      drawn(emoji), from.length > 1 ? ` ${from.length}` : "");
    made.addEventListener("click", () => on.react(message, emoji));
    row.append(made);
  }
  return row;
}

export class Reacting {
  constructor(app) {
    this.app = app;
    this.picker = element("div", { id: "picker", role: "group", "aria-label": "React with" });
    arrows(this.picker, "button", "horizontal");
    this.picker.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); this.close(); } });
    document.addEventListener("click", (event) => { if (this.opener && !event.target.closest("#picker") && !this.opener.contains(event.target)) this.close(false); });
  }

  open(message, opener) {
    if (this.opener === opener) { this.close(); return; }
    this.close(false);
    this.opener = opener;
    opener.setAttribute("aria-expanded", "true");
    this.picker.replaceChildren(...this.app.state.reactions.map((emoji) => {
      const choice = element("button", { type: "button", "aria-label": emoji }, drawn(emoji));
      choice.addEventListener("click", () => { this.close(); this.toggle(message, emoji); });
      return choice;
    }));
    opener.closest(".message").append(this.picker);
    this.picker.scrollIntoView({ block: "nearest" });
    this.picker.firstChild.focus({ preventScroll: true });
  }

  close(back = true) {
    if (!this.opener) return;
    this.picker.remove();
    this.opener.setAttribute("aria-expanded", "false");
    if (back) this.opener.focus();
    this.opener = null;
  }

  // As in Telegram a person has one reaction to a message; the same again takes it away.
  async toggle(message, emoji) {
    const { app } = this, { as } = app.composer.speaker;
    const mine = message.reactions.some((one) => one.emoji === emoji && one.from.includes(as));
    await act("react", { chat_id: app.chat.id, message_id: message.message_id, emoji: mine ? "" : emoji, as })
      .catch((error) => app.toast(error.message));
  }
}
