// What is sent beside texts. Files: chosen, dropped or pasted; several are sent as one album. An article of blocks, and
// one of each kind of message that holds no text.

import { arrows } from "./keys.js";
import { sign, sizeOf } from "./media.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);
const MOST = 10; // of one album
const LIMIT = 37_000_000; // bytes at once
const OTHERS = { voice: "Voice message", sticker: "Sticker", poll: "Poll", contact: "Contact", location: "Location" };

export class Attaching {
  constructor(app) {
    this.app = app;
    this.files = [];
    this.menu();
    $("file").addEventListener("change", () => { this.offer($("file").files); $("file").value = ""; });
    $("files-cancel").addEventListener("click", () => $("files-dialog").close());
    $("files-form").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("text").addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); this.offer(event.clipboardData.files); } });
    const chat = $("chat");
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    chat.addEventListener("dragover", (event) => { if (carriesFiles(event)) { event.preventDefault(); chat.classList.add("dropping"); } });
    chat.addEventListener("dragleave", (event) => { if (!chat.contains(event.relatedTarget)) chat.classList.remove("dropping"); });
    chat.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      chat.classList.remove("dropping");
      this.offer(event.dataTransfer.files);
    });
  }

  menu() {
    const menu = $("attach-menu"), opener = $("attach");
    const show = (on) => { menu.hidden = !on; opener.setAttribute("aria-expanded", String(on)); };
    const add = (label, act, ...picture) => {
      const item = element("button", { type: "button", role: "menuitem", tabindex: "-1" }, ...picture, label);
      item.addEventListener("click", () => { show(false); opener.focus(); act(); });
      menu.append(item);
    };
    $("attach-files").addEventListener("click", () => { show(false); $("file").click(); });
    $("attach-article").addEventListener("click", () => { show(false); this.app.articles.begin(); });
    for (const [kind, label] of Object.entries(OTHERS)) add(label, () => this.app.attempt("specimen", { ...this.app.place(), kind }), sign(kind));
    opener.addEventListener("click", () => { show(menu.hidden); if (!menu.hidden) menu.querySelector("button").focus(); });
    arrows(menu, "button", "vertical");
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); show(false); opener.focus(); } });
    menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget) && event.relatedTarget !== opener) show(false); });
    document.addEventListener("click", (event) => { if (!event.target.closest("#attach-menu, #attach")) show(false); });
  }

  offer(list) {
    this.files = [...list];
    const total = this.files.reduce((sum, file) => sum + file.size, 0);
    if (!this.files.length) return;
    if (this.files.length > MOST) { this.app.toast(`At most ${MOST} files at once.`); return; }
    if (total > LIMIT) { this.app.toast(`The playground takes ${sizeOf(LIMIT)} at once.`); return; }
    $("files-title").textContent = this.files.length > 1 ? `Send ${this.files.length} files as an album` : "Send a file";
    $("files-list").replaceChildren(...this.files.map((file) => element("li", {}, element("span", { dir: "auto" }, file.name), element("small", {}, ` ${sizeOf(file.size)}`))));
    const pictures = this.files.every((file) => /^image\/(jpeg|png|gif|webp)$/.test(file.type));
    $("files-pictures-row").hidden = !pictures;
    $("files-pictures").checked = pictures;
    $("files-problem").textContent = "";
    $("files-dialog").showModal();
    $("files-caption").focus();
  }

  async send() {
    const { app } = this;
    $("files-send").disabled = true;
    try {
      const files = await Promise.all(this.files.map(async (file) => ({ name: file.name, mime: file.type, content: await base64(file) })));
      const body = { ...app.place(), files, caption: $("files-caption").value, as_photos: !$("files-pictures-row").hidden && $("files-pictures").checked };
      if (!await app.attempt("upload", body)) return;
      $("files-form").reset();
      $("files-dialog").close();
    } finally {
      $("files-send").disabled = false;
    }
  }
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result.split(",")[1] || ""));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(file);
  });
}
