"""Receipts: what became of the articles that somebody sent."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import buttons
from bot.markup import escape
from bot.outgoing import About, Acknowledge, Button, ReplyTo, Rows, Saved, Send
from bot.texts import Texts

MOST_LISTED = 10


def receipt(message: Acknowledge, now: datetime) -> Send:
    """One message for all the articles that came together."""
    texts = Texts.of(message.language)
    single = len(message.saved) == 1
    text = _one(message.saved[0], texts, now) if single else _many(message.saved, texts)
    first = message.saved[0]
    return Send(
        chat_id=message.chat_id,
        text=text,
        reply_to=ReplyTo(message_id=first.reply_to) if single and first.reply_to else None,
        buttons=_buttons(message.saved, message.unsure, texts),
        topic=message.topic,
        about=About(kind="receipt", articles=tuple(dict.fromkeys(each.article_id for each in message.saved))),
    )


def _one(saved: Saved, texts: Texts, now: datetime) -> str:
    if saved.known:
        day = texts.day(datetime.fromtimestamp(saved.since, UTC), now) if saved.since else None
        title = escape(saved.title)
        head = texts.known_since(title, day) if day else texts.known(title)
        return f"{head}\n{texts.nothing_new}"
    lines = [
        f"{texts.saved(escape(saved.title))} · {texts.paragraphs(saved.kept)}, {texts.reading_time(saved.words)}",
        " · ".join(_details(saved, texts, now)),
    ]
    return "\n".join(line for line in lines if line)


def _details(saved: Saved, texts: Texts, now: datetime) -> list[str]:
    details = []
    if saved.repeated:
        details.append(texts.left_out(saved.repeated))
    if saved.changed:
        details.append(texts.changed(saved.changed))
    published = texts.day(datetime.fromtimestamp(saved.published, UTC), now) if saved.published else None
    origin = ", ".join(escape(each) for each in (saved.source, published) if each)
    if origin and saved.source:
        details.append(origin)
    return details


def _many(saved: tuple[Saved, ...], texts: Texts) -> str:
    fresh = sum(not each.known for each in saved)
    known = len(saved) - fresh
    counts = [texts.saved_many(fresh)] if fresh else []
    if repeated := sum(each.repeated for each in saved if not each.known):
        counts.append(texts.left_out(repeated))
    if known:
        counts.append(texts.known_many(known))
    lines = [" · ".join(counts)]
    lines += [
        f"{number}. {escape(each.title)}" + (f" · {escape(each.source)}" if each.source else "")
        for number, each in enumerate(saved[:MOST_LISTED], 1)
    ]
    if len(saved) > MOST_LISTED:
        lines.append(texts.and_more(len(saved) - MOST_LISTED))
    return "\n".join(lines)


def _buttons(saved: tuple[Saved, ...], unsure: bool, texts: Texts) -> Rows:
    if len(saved) == 1:
        article = saved[0].article_id
        row = (
            buttons.button(texts.b_summary, buttons.SUMMARY, article, 0),
            buttons.button(texts.b_forget, buttons.FORGET, article),
        )
        return (row, (buttons.button(texts.b_ask_this, buttons.ASK),)) if unsure else (row,)
    each: list[Button] = [
        buttons.button(f"📝 {number}", buttons.SUMMARY_NEW, one.article_id, 0)
        for number, one in enumerate(saved[:MOST_LISTED], 1)
    ]
    return tuple(tuple(each[start : start + 5]) for start in range(0, len(each), 5))
