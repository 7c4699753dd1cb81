// Files and pictures in messages.

import { element } from "./text.js";

export function sizeOf(bytes) {
  return bytes > 900_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`;
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
