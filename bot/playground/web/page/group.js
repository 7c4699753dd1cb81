// Groups: topics, who is in them, what their administrators do, and new ones.

import { act } from "./api.js";
import { arrows } from "./keys.js";
import { element, write } from "./text.js";

const $ = (id) => document.getElementById(id);
const INSIDE = ["member", "administrator", "restricted"];

export class Groups {
  constructor(app) {
    this.app = app;
    arrows($("topics"), "button", "horizontal");
    $("about").addEventListener("click", () => { this.draw(); $("about-dialog").showModal(); });
    $("about-close").addEventListener("click", () => $("about-dialog").close());
    $("new-group").addEventListener("click", () => this.begin());
    $("group-cancel").addEventListener("click", () => $("group-dialog").close());
    $("group-form").addEventListener("submit", (event) => { event.preventDefault(); this.create(); });
    $("topic-cancel").addEventListener("click", () => $("topic-dialog").close());
    $("topic-form").addEventListener("submit", (event) => { event.preventDefault(); this.openTopic(); });
  }

  drawTopics() {
    const { app } = this, { chat } = app;
    $("topics").hidden = !chat.forum;
    if (!chat.forum) return;
    const focused = $("topics").contains(document.activeElement) && document.activeElement.textContent;
    const buttons = [{ id: null, name: "General" }, ...chat.topics].map((topic) => {
      const unread = app.unread.get(`${chat.id}/${topic.id}`);
      const made = element("button", { type: "button", dir: "auto", "aria-current": topic.id === app.topic ? "true" : undefined }, topic.name,
        unread ? element("span", { class: "badge" }, String(unread), element("span", { class: "visually-hidden" }, " unread")) : "");
      made.addEventListener("click", () => app.open(chat, true, topic.id));
      return made;
    });
    const more = element("button", { type: "button", "aria-label": "New topic", title: "New topic" }, "+");
    more.addEventListener("click", () => { $("topic-problem").textContent = ""; $("topic-dialog").showModal(); });
    $("topics").replaceChildren(...buttons, more);
    if (focused) [...$("topics").children].find((one) => one.textContent === focused)?.focus();
  }

  refresh() { if ($("about-dialog").open) this.draw(); }

  draw() {
    const { app } = this, { chat, state } = app;
    const own = chat.people.find((person) => person.id === state.me.id);
    write($("about-title"), chat.title);
    $("about-kind").textContent = this.kind(chat);
    const members = chat.type === "private" ? [] : chat.people.map((person) => this.member(person, own));
    if (INSIDE.includes(chat.bot) && chat.type !== "private") {
      const role = { administrator: "admin, sees all messages", restricted: "may not write" }[chat.bot];
      members.push(this.line(state.bot.first_name, role || (chat.sees_all ? "sees all messages" : "sees commands and replies to it")));
    }
    $("about-members").replaceChildren(...members);
    $("about-deeds").replaceChildren(...this.deeds(chat, own).map(([deed, label]) => this.button(label, { deed })));
  }

  kind(chat) {
    if (chat.type === "private") return "Your private chat with the bot.";
    const linked = chat.linked ? ` Linked with “${chat.linked.title}”.` : "";
    if (chat.type === "channel") return `A channel: what you post here is forwarded to its group.${linked}`;
    return `${chat.forum ? "A group with topics." : chat.type === "group" ? "A basic group." : "A supergroup."}${linked}`;
  }

  deeds(chat, own) {
    if (chat.type === "private") return [chat.bot === "kicked" ? ["unblock", "Unblock the bot"] : ["block", "Block the bot"]];
    if (chat.type === "channel" || !own?.admin) return [];
    const upgrade = chat.type === "group" ? [["upgrade", "Make it a supergroup"]] : [];
    if (!INSIDE.includes(chat.bot)) return [["add", "Add the bot"], ...upgrade];
    const rank = chat.bot === "administrator" ? ["demote", "Make the bot an ordinary member"] : ["promote", "Make the bot an admin"];
    return [rank, ["remove", "Remove the bot"], ...upgrade];
  }

  member(person, own) {
    const line = this.line(person.name, person.admin ? "admin" : "");
    if (own?.admin && person.id !== own.id) {
      line.append(this.button(person.admin ? "Dismiss as admin" : "Make admin", { deed: person.admin ? "member" : "admin", person: person.id }));
    }
    return line;
  }

  line(name, role) {
    return element("li", {}, element("span", { dir: "auto" }, name), role ? element("span", { class: "role" }, role) : "");
  }

  button(label, body) {
    const { app } = this;
    const made = element("button", { type: "button", class: "quiet" }, label);
    made.addEventListener("click", () => app.attempt("manage", { ...body, chat_id: app.chat.id, as: app.state.me.id }));
    return made;
  }

  begin() {
    $("group-problem").textContent = "";
    $("group-dialog").showModal();
  }

  async create() {
    const { app } = this;
    try {
      const made = await act("group", { title: $("group-name").value, kind: $("group-forum").checked ? "forum" : "group", as: app.state.me.id });
      $("group-form").reset();
      $("group-dialog").close();
      app.openSoon(made.chat);
    } catch (error) {
      $("group-problem").textContent = error.message;
    }
  }

  async openTopic() {
    const { app } = this, { chat } = app;
    try {
      const made = await act("manage", { deed: "topic", name: $("topic-name").value, chat_id: chat.id, as: app.state.me.id });
      $("topic-form").reset();
      $("topic-dialog").close();
      app.topic = made.topic;
      await app.reload();
    } catch (error) {
      $("topic-problem").textContent = error.message;
    }
  }
}
