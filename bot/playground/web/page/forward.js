// Forwarding: an article from elsewhere, a message of this playground, and the three things to try.

import { act, load } from "./api.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);

export class Forwarding {
  constructor(app) {
    this.app = app;
    $("forward").addEventListener("click", () => { $("forward-problem").textContent = ""; $("forward-dialog").showModal(); });
    $("forward-cancel").addEventListener("click", () => $("forward-dialog").close());
    $("forward-sample").addEventListener("click", async () => {
      const sample = await load("/api/sample");
      $("forward-source").value = sample.source;
      $("forward-text").value = sample.text;
    });
    $("forward-form").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    $("pass-cancel").addEventListener("click", () => $("pass-dialog").close());
    $("pass-form").addEventListener("submit", (event) => { event.preventDefault(); this.pass(); });
    $("try-sample").addEventListener("click", async () => this.send(await load("/api/sample")));
    $("try-question").addEventListener("click", (event) => app.composer.say(event.target.textContent));
    $("try-summary").addEventListener("click", () => app.composer.say("/summary"));
    $("hint-close").addEventListener("click", () => { localStorage.setItem("hint", "closed"); this.hint(); });
  }

  async submit() {
    const article = {
      source: $("forward-source").value, text: $("forward-text").value,
      hidden: $("forward-hidden").checked, comment: $("forward-comment").value,
    };
    if ($("forward-date").value) article.date = Math.floor(new Date(`${$("forward-date").value}T00:00`).getTime() / 1000);
    const problem = await this.send(article);
    $("forward-problem").textContent = problem;
    if (problem) return;
    $("forward-form").reset();
    $("forward-dialog").close();
  }

  async send(article) {
    try {
      await act("forward", { ...this.app.place(), ...article });
      return "";
    } catch (error) {
      if (!$("forward-dialog").open) this.app.toast(error.message);
      return error.message;
    }
  }

  passOn(message) {
    this.message = message;
    const chats = this.app.state.chats.filter((chat) => chat.type !== "channel");
    $("pass-chat").replaceChildren(...chats.map((chat) => element("option", { value: chat.id }, chat.title)));
    $("pass-chat").value = String(chats[0].id);
    $("pass-dialog").showModal();
  }

  async pass() {
    const { app, message } = this, to = Number($("pass-chat").value);
    const body = { chat_id: app.chat.id, message_id: message.message_id, as: app.state.me.id, to, comment: $("pass-comment").value };
    if (!await app.attempt("pass_on", body)) return;
    $("pass-form").reset();
    $("pass-dialog").close();
    app.openSoon(to);
  }

  // Shown in the private chat until each has been done once, or it is hidden.
  hint() {
    const { chat } = this.app;
    const done = ["forward", "question", "summary"].map((one) => chat.tried.includes(one));
    [...document.querySelectorAll("#hint li")].forEach((item, number) => item.classList.toggle("done", done[number]));
    $("hint").classList.toggle("begun", done.some(Boolean));
    $("hint-title").textContent = done.some(Boolean) ? "Now try" : "Three things to try";
    $("hint").hidden = chat.type !== "private" || done.every(Boolean) || chat.tried.includes("enough") || localStorage.getItem("hint") === "closed";
  }
}
