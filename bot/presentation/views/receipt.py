"""Receipts: what the articles that somebody sent added."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain import callback_data
from bot.domain.html import NAME_ROOM, TITLE_ROOM, escape, link, shortened, spoiler
from bot.domain.messages import MessageContext, ReceiptLine, ReplyTo, Rows, Send, SendReceipt
from bot.presentation.texts import Texts
from bot.presentation.views.layout import in_even_rows
from index import Relation

MOST_LISTED = 10
MOST_DIFFERENCES = 3
LONGEST_DIFFERENCE = 80


def receipt(message: SendReceipt, now: datetime) -> Send:
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
        about=MessageContext(
            kind="receipt",
            articles=tuple(dict.fromkeys(each.article_id for each in message.saved)),
            keys=(*(each.key for each in message.saved if each.key), *message.albums),
        ),
    )


def _one(saved: ReceiptLine, texts: Texts, now: datetime) -> str:
    day = texts.day(datetime.fromtimestamp(saved.since, UTC), now) if saved.since else ""
    title, related = escape(saved.title), escape(saved.related or "")
    if saved.relation == Relation.SAME:
        return f"{texts.known_since(related or title, day)}\n{texts.nothing_new}"
    # The number counts the kept paragraphs; those that were here already stand behind it.
    size = texts.phrase(texts.paragraphs(saved.kept), texts.reading_time(saved.words))
    match saved.relation:
        case Relation.UPDATE:
            lines = [texts.line(texts.update_of(related, day), _added(saved, texts))]
        case Relation.EXCERPT:
            lines = [texts.part_of(related, day), texts.nothing_new]
        case Relation.SHARES:
            lines = [texts.line(texts.saved(title), size), texts.shares_with(saved.repeated, related)]
        case _:
            lines = [texts.line(texts.saved(title), size), texts.left_out(saved.repeated) if saved.repeated else ""]
    lines.append(_origin(saved, texts, now))
    return "\n".join(line for line in (lines[0], texts.line(*lines[1:])) if line)


def _added(saved: ReceiptLine, texts: Texts) -> str:
    parts = []
    if fresh := saved.kept - saved.changed:
        parts.append(texts.new_paragraphs(fresh))
    if saved.changed:
        shown = "; ".join(escape(shortened(each, LONGEST_DIFFERENCE)) for each in saved.differences[:MOST_DIFFERENCES])
        if shown and saved.hidden:
            shown = spoiler(shown)
        parts.append(texts.changed_paragraphs(saved.changed) + (f" ({shown})" if shown else ""))
    return texts.phrase(*parts)


def _origin(saved: ReceiptLine, texts: Texts, now: datetime) -> str:
    if not saved.source:
        return ""
    published = texts.day(datetime.fromtimestamp(saved.published, UTC), now) if saved.published else None
    return texts.phrase(link(shortened(saved.source, NAME_ROOM), saved.url), published and escape(published))


def _many(saved: tuple[ReceiptLine, ...], texts: Texts) -> str:
    fresh = sum(each.relation != Relation.SAME for each in saved)
    known = len(saved) - fresh
    counts = [texts.saved_many(fresh)] if fresh else []
    if repeated := sum(each.repeated for each in saved if each.relation != Relation.SAME):
        counts.append(texts.left_out(repeated))
    if known:
        counts.append(texts.known_many(known))
    lines = [texts.line(*counts)]
    lines += [
        f"{number}. "
        + texts.line(
            escape(shortened(each.title, TITLE_ROOM)), each.source and escape(shortened(each.source, NAME_ROOM))
        )
        for number, each in enumerate(saved[:MOST_LISTED], 1)
    ]
    if len(saved) > MOST_LISTED:
        lines.append(texts.and_more(len(saved) - MOST_LISTED))
    return "\n".join(lines)


def _buttons(saved: tuple[ReceiptLine, ...], unsure: bool, texts: Texts) -> Rows:
    if len(saved) == 1:
        article = saved[0].article_id
        row = (
            callback_data.button(texts.b_summary, callback_data.SUMMARY, article, 0),
            callback_data.button(texts.b_forget, callback_data.FORGET, article),
        )
        rows: Rows = (row,)
        if saved[0].relation in (Relation.UPDATE, Relation.SHARES) and saved[0].kept:
            rows = (*rows, (callback_data.button(texts.b_show_new, callback_data.NEWS, article),))
        if _is_made_of_others(saved[0]):
            rows = (*rows, (callback_data.button(texts.b_check, callback_data.CHECK_ARTICLE, article),))
        return (*rows, (callback_data.button(texts.b_ask_this, callback_data.ASK),)) if unsure else rows
    numbers = [
        callback_data.button(f"📝 {number}", callback_data.SUMMARY_NEW, one.article_id, 0)
        for number, one in enumerate(saved[:MOST_LISTED], 1)
    ]
    return in_even_rows(numbers)


def _is_made_of_others(saved: ReceiptLine) -> bool:
    """Whether most of its paragraphs repeat or change those of another article."""
    told = saved.repeated + saved.changed
    return saved.relation in (Relation.SHARES, Relation.EXCERPT) and 2 * told > saved.kept + saved.repeated
