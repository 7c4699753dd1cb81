// What is offered above the text field: the bot's commands, and what it answers to "@bot words".

import { act } from "./api.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);
const PAUSE = 250; // milliseconds without a key before the bot is asked

export class Popup {
  constructor(app, composer) {
    this.app = app;
    this.composer = composer;
    this.choice = 0;
    this.asked = 0; // which query is the newest
  }

  get isOpen() { return !$("commands").hidden; }

  get choices() { return [...$("commands").querySelectorAll('[role="option"]:not([aria-disabled])')]; }

  // True when the key was for the popup.
  key(event) {
    if (!this.isOpen) return false;
    const { choices } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && choices.length) {
      event.preventDefault();
      this.choose((this.choice + step + choices.length) % choices.length);
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && choices[this.choice]) {
      event.preventDefault();
      choices[this.choice].click();
      return true;
    }
    if (event.key === "Escape") { event.stopPropagation(); this.close(); return true; }
    return false;
  }

  suggest(typed) {
    const { commands } = this.app.chat;
    const name = `@${this.app.state.bot.username}`;
    const inline = this.app.state.bot.inline && typed.toLowerCase().startsWith(`${name} `.toLowerCase());
    // A command that is complete is sent by Enter, not offered again.
    const whole = commands.some((one) => `/${one.command}` === typed);
    clearTimeout(this.timer);
    this.asked += 1;
    if (inline) this.timer = setTimeout(() => this.ask(typed.slice(name.length + 1)), PAUSE);
    else if (/^\/\w*$/.test(typed) && !whole) this.openMenu(typed.slice(1).toLowerCase());
    else if (this.app.state.bot.inline && /^@\w*$/.test(typed) && name.startsWith(typed.toLowerCase())) this.offerName(name);
    else this.close();
  }

  toggleMenu() {
    if (this.isOpen) { this.close(); return; }
    this.openMenu("");
    $("text").focus();
  }

  openMenu(start) {
    const found = this.app.chat.commands.filter((one) => one.command.startsWith(start));
    const items = found.map((one) => this.option(() => this.composer.begin(`/${one.command} `),
      element("strong", {}, `/${one.command}`), element("span", { dir: "auto" }, one.description)));
    if (!items.length && !start) items.push(this.note("The bot has not said yet which commands it knows."));
    this.show("Commands", items);
  }

  offerName(name) {
    this.show("Bots", [this.option(() => this.composer.begin(`${name} `), element("strong", {}, name), element("span", {}, "search your articles and send a passage"))]);
  }

  async ask(query) {
    const number = this.asked;
    const { app } = this;
    let found;
    try {
      found = await act("inline", { query, chat_id: app.chat.id, as: app.composer.speaker.as });
    } catch (error) {
      found = { results: [], problem: error.message };
    }
    if (number !== this.asked) return; // something else has been typed meanwhile
    const items = found.results.map((one) => this.option(() => this.take(found.query, one.id),
      element("span", { class: "result" }, element("strong", { dir: "auto" }, one.title), element("span", { dir: "auto" }, one.description || one.text))));
    if (found.button?.start_parameter) {
      items.unshift(this.option(() => { this.clear(); app.visit(`https://t.me/${app.state.bot.username}?start=${found.button.start_parameter}`); },
        element("strong", { dir: "auto" }, found.button.text)));
    }
    if (!items.length) items.push(this.note(found.problem || "Nothing found."));
    this.show("Results", items);
  }

  async take(query, result) {
    const done = await this.app.attempt("choose", { ...this.app.place(), query, result });
    if (done) this.clear();
  }

  clear() {
    $("text").value = "";
    this.composer.grow();
    this.close();
  }

  option(chosen, ...content) {
    const item = element("li", { role: "option" }, ...content);
    item.addEventListener("click", chosen);
    return item;
  }

  note(text) { return element("li", { role: "option", "aria-disabled": "true" }, element("span", {}, text)); }

  show(label, items) {
    $("commands").setAttribute("aria-label", label);
    items.forEach((item, number) => { item.id = `option-${number}`; });
    $("commands").replaceChildren(...items);
    $("commands").hidden = !items.length;
    $("menu").setAttribute("aria-expanded", String(Boolean(items.length)));
    this.choose(0);
  }

  choose(number) {
    this.choice = number;
    const { choices } = this;
    choices.forEach((item, index) => item.setAttribute("aria-selected", String(index === number)));
    choices[number]?.scrollIntoView({ block: "nearest" });
    if (choices[number]) $("text").setAttribute("aria-activedescendant", choices[number].id);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    $("commands").hidden = true;
    $("menu").setAttribute("aria-expanded", "false");
    $("text").removeAttribute("aria-activedescendant");
  }
}
