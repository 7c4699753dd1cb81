// Writing an article of blocks.

import { act } from "./api.js";

const $ = (id) => document.getElementById(id);
const EXAMPLE = `# Tide station gets its permit

**Marrowick, Tuesday.** The council has voted *11 to 4* for the station under the old ferry lane.

## What it is

- Six turbines on the sea bed
- Power for 3,400 households
  - every home in Marrowick
  - and two villages

| Year | Households |
|------|-----------:|
| 2027 | 1,200 |
| 2028 | 3,400 |

> We have waited nine years for this.
> — Ines Calder, mayor

+++ Who voted against it
Four members feared for the lobster grounds. ||One of them owns a boat.||
+++

-# Harbour Gazette
`;

export class Articles {
  constructor(app) {
    this.app = app;
    $("article-cancel").addEventListener("click", () => $("article-dialog").close());
    $("article-sample").addEventListener("click", () => { this.fill(EXAMPLE); });
    $("article-form").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
  }

  begin() {
    $("article-source-row").hidden = this.app.chat.type === "channel";
    $("article-problem").textContent = "";
    $("article-dialog").showModal();
    $("article-text").focus();
  }

  fill(text) {
    const field = $("article-text");
    field.value = text;
    field.focus();
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  async send() {
    try {
      await act("article", { ...this.app.place(), text: $("article-text").value, source: $("article-source").value });
      $("article-form").reset();
      $("article-dialog").close();
    } catch (error) {
      $("article-problem").textContent = error.message;
    }
  }
}
