// Files and pictures in messages.

import { element } from "./text.js";

export function sizeOf(bytes) {
  return bytes > 900_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`;
}

const SIGNS = {
  voice: "M12 4a2.500 2.500 0 00-2.500 2.500v5a2.500 2.500 0 005 0v-5A2.500 2.500 0 0012 4zM6 11a6 6 0 0012 0M12 17v3",
  sticker: "M5 4h14v10l-6 6H5zM19 14h-6v6",
  poll: "M5 20v-6M12 20V4M19 20v-9",
  contact: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20c1-4 4-5 8-5s7 1 8 5",
  location: "M12 21c4-5 6-8 6-11a6 6 0 00-12 0c0 3 2 6 6 11zM12 12a2 2 0 100-4 2 2 0 000 4z",
};

// What a message without a text is, in a few words; empty for one that the page does not know.
export function kindOf(message) {
  const { document, photo, voice, sticker, poll, contact, location } = message;
  if (document) return document.file_name || "File";
  if (photo) return "Picture";
  if (voice) return `Voice message, ${Math.floor(voice.duration / 60)}:${String(voice.duration % 60).padStart(2, "0")}`;
  if (sticker) return `Sticker ${sticker.emoji || ""}`;
  if (poll) return `Poll: ${poll.question}`;
  if (contact) return `Contact: ${contact.first_name}, ${contact.phone_number}`;
  if (location) return `Location: ${location.latitude.toFixed(2)}, ${location.longitude.toFixed(2)}`;
  return "";
}

export function thing(message) {
  const name = Object.keys(SIGNS).find((one) => message[one]);
  if (!name) return null;
  const words = element("div", { dir: "auto" }, kindOf(message));
  if (name === "poll") words.append(element("ul", {}, ...message.poll.options.map((one) => element("li", { dir: "auto" }, one.text))));
  return element("div", { class: "thing" }, sign(name), words);
}

export function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}

export function fileLink(document) {
  const name = document.file_name || "File";
  const kind = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE";
  return element("a", { class: "file", href: `/api/file/${document.file_id}`, download: name, "aria-label": `Download ${name}, ${sizeOf(document.file_size)}` },
    element("span", { class: "avatar", "aria-hidden": "true" }, kind),
    element("span", {}, element("span", { dir: "auto" }, name), element("small", {}, sizeOf(document.file_size))));
}

export function pictureOf(message) {
  const { file_id: id, file_size: size } = message.photo.at(-1);
  const picture = element("img", { class: "picture", src: `/api/picture/${id}`, alt: message.caption ? "Picture, described below" : "Picture without a description", loading: "lazy" });
  const frame = element("div", { class: "frame" }, picture);
  picture.addEventListener("error", () => frame.replaceChildren(element("span", { class: "no-picture" }, `Picture, ${sizeOf(size)}`)));
  return frame;
}
