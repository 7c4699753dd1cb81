// Whose Telegram this is, its language, what its server offers, and light or dark.

import { element } from "./text.js";

const $ = (id) => document.getElementById(id);

export class Settings {
  constructor(app) {
    this.app = app;
    $("settings").addEventListener("click", () => $("settings-dialog").showModal());
    $("account").addEventListener("change", () => app.become(Number($("account").value)));
    $("language").addEventListener("change", () => app.attempt("language", { language: $("language").value, as: app.state.me.id }));
    $("ephemeral").addEventListener("change", () => app.attempt("ephemeral", { on: $("ephemeral").checked }));
    $("theme").addEventListener("change", () => this.paint($("theme").value));
    this.paint(localStorage.getItem("theme") || "auto");
  }

  paint(theme) {
    $("theme").value = theme;
    localStorage.setItem("theme", theme);
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  refresh() {
    const { me, people, languages } = this.app.state;
    $("account").replaceChildren(...people.map((person) => element("option", { value: person.id }, person.name)));
    $("account").value = String(me.id);
    const language = me.language.split("-")[0] || "en";
    // Those that the bot speaks, and the person's own.
    const offered = [...new Set([...languages, language])];
    const name = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);
    $("language").replaceChildren(...offered.map((code) => element("option", { value: code, lang: code }, name(code))));
    $("language").value = language;
    $("ephemeral").checked = this.app.state.ephemeral;
    $("viewer").textContent = people[0].id === me.id ? "Local playground" : `You are ${me.name} now`;
  }
}
