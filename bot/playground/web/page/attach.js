// Files: chosen, dropped or pasted; several are sent as one album.

import { sizeOf } from "./media.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);
const MOST = 10; // of one album
const LIMIT = 37_000_000; // bytes at once

export class Attaching {
  constructor(app) {
    this.app = app;
    this.files = [];
    $("attach").addEventListener("click", () => $("file").click());
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
