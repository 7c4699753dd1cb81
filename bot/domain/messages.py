"""Outgoing messages as values: handlers return them, the outbox stores them as JSON, delivery sends them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.ephemeral import PRESS_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message: ``data`` comes back when it is pressed (64 bytes at most), ``url`` is opened."""

    text: str
    data: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the message replied to, exactly: ``position`` in UTF-16 units, ``entities`` as the Bot API has them.

    ``rich`` are the same words as the Bot API's RichTexts, where the message is a rich one.
    """

    text: str
    position: int
    entities: tuple[dict[str, Any], ...] = ()
    rich: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTo:
    """The message to reply to, and the words to quote from it."""

    message_id: int
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyFor:
    """The one person who sees a message in a group, an ephemeral one of the Bot API.

    ``query`` is Telegram's number of the press that it answers, if it answers one, and ``pressed_at`` the time of that
    (seconds since the epoch); with ``replaces`` that person sees it in the place of the message with the button.
    """

    person: int
    query: str | None = None
    replaces: bool = False
    pressed_at: float | None = None

    def at(self, now: float) -> OnlyFor:
        """The same person; without the press if that is too long ago ``now``, when Telegram would refuse it."""
        late = self.pressed_at is not None and now - self.pressed_at >= PRESS_SECONDS
        return OnlyFor(person=self.person) if late else self


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """What a message of ours is about: ``kind`` of message, its articles, the question, what was shown.

    A reply to the message, or a button under it, starts from here. ``asked`` is the message with the question,
    ``earlier`` the question before it, ``keys`` the delivery keys of a receipt's articles.
    """

    kind: str
    articles: tuple[int, ...] = ()
    question: str | None = None
    scope: tuple[int, ...] | None = None
    shown: int = 0
    asked: int | None = None
    earlier: str | None = None
    # A question suggested instead; articles count from this time on (seconds since the epoch).
    suggested: str | None = None
    since: float | None = None
    keys: tuple[str, ...] = ()
    # The forum topic that was searched; None for all of them.
    within: str | None = None
    # The articles that were talked about when the question was asked.
    recent: tuple[int, ...] = ()
    # Whether the answer shown is a sure one.
    sure: bool = False
    # What was shown: of each sentence its article, and where in it that begins and ends, in code points.
    places: tuple[tuple[int, int, int], ...] = ()
    # Where the answer before stands, an article and a code point of its text: what points back points there.
    leant_on: tuple[int, int] | None = None
    # What somebody said does not answer, in the same form.
    refused: tuple[tuple[int, int, int], ...] = ()
    # The only person who sees the message; None: everybody in the chat.
    only_for: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One line of a receipt: what people are told about adding one article."""

    article_id: int
    title: str
    source: str | None
    published: float | None
    kept: int
    repeated: int
    changed: int
    words: int
    reply_to: int | None = None
    # Its relation (index.Relation) to an earlier article, and the earlier one's title and time (seconds, epoch).
    relation: int = 0
    related: str | None = None
    since: float | None = None
    differences: tuple[str, ...] = ()
    # Its delivery key, and its public address.
    key: str | None = None
    url: str | None = None
    # Whether the differences may give away what one of the two articles hides.
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A new message; ``text`` is HTML.

    ``unquoted`` is its text where Telegram does not quote the words of ``reply_to``; it holds the words itself.
    ``hold``: it waits for so many seconds, and may be withdrawn until then. ``again``: it replaces the answer to the
    same message (``about.asked``), sent or not. ``only_for``: nobody else sees it.
    """

    chat_id: int
    text: str
    reply_to: ReplyTo | None = None
    buttons: Rows = ()
    topic: int | None = None
    about: MessageContext | None = None
    hold: float = 0.0
    again: bool = False
    unquoted: str | None = None
    only_for: OnlyFor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A message of ours, changed in place; ``unquoted`` is its text as a separate message that quotes nothing.

    ``only_for``: nobody else sees the message.
    """

    chat_id: int
    message_id: int
    text: str
    buttons: Rows = ()
    about: MessageContext | None = None
    unquoted: str | None = None
    only_for: OnlyFor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class React:
    """A reaction to somebody's message; one that Telegram refuses is dropped."""

    chat_id: int
    message_id: int
    emoji: str
    about: MessageContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReceipt:
    """Receipts of articles. Receipts close together in time are joined into one message.

    ``again``: some articles may have a receipt already; that message is edited. ``albums``: the albums they came in.
    """

    chat_id: int
    saved: tuple[ReceiptLine, ...]
    language: str
    topic: int | None = None
    # Whether it may have been meant as a question: a button says so.
    unsure: bool = False
    # The time zone that its days are in, by its IANA name; None: the machine's.
    zone: str | None = None
    again: bool = False
    albums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Part of the chat's articles as a file, from the one after article ``after`` on; built when it is sent."""

    chat_id: int
    language: str
    topic: int | None = None
    part: int = 1
    after: int = 0
    about: MessageContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAnswer:
    """The answer to somebody who called the bot in a chat that it is no member of; ``text`` is HTML.

    ``chat_id`` is the person, in whose turn it is sent. ``query`` is Telegram's number of the call; it is good for one
    answer.
    """

    chat_id: int
    query: str
    title: str
    text: str
    about: MessageContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAnswer:
    """What is shown for a moment to the person who pressed a button; it is sent once, and never stored."""

    text: str


Outgoing = Send | Edit | React | SendReceipt | Export | GuestAnswer
KINDS: dict[str, type[Outgoing]] = {
    "send": Send,
    "edit": Edit,
    "react": React,
    "acknowledge": SendReceipt,
    "export": Export,
    "guest": GuestAnswer,
}


def kind_of(message: Outgoing) -> str:
    """The name under which the outbox keeps messages of this type."""
    return next(name for name, kind in KINDS.items() if isinstance(message, kind))


def encode(message: Outgoing) -> str:
    """The message as JSON."""
    return json.dumps(asdict(message), ensure_ascii=False)


def decode(kind: str, body: str) -> Outgoing:
    """The message of this kind that ``encode`` turned into ``body``."""
    values = json.loads(body)
    if kind == "acknowledge":
        saved = tuple(ReceiptLine(**{**each, "differences": tuple(each["differences"])}) for each in values["saved"])
        return SendReceipt(**{**values, "saved": saved, "albums": tuple(values.get("albums", ()))})
    if kind in ("react", "export", "guest"):
        return KINDS[kind](**{**values, "about": None})
    values["buttons"] = tuple(tuple(Button(**each) for each in row) for row in values["buttons"])
    values["about"] = decode_about(values["about"])
    if values.get("only_for") is not None:
        values["only_for"] = OnlyFor(**values["only_for"])
    if kind == "send":
        values["reply_to"] = _reply_to(values["reply_to"])
    return KINDS[kind](**values)


def decode_about(values: dict[str, Any] | None) -> MessageContext | None:
    """The context that ``asdict`` turned into ``values``."""
    if values is None:
        return None
    scope: Sequence[int] | None = values["scope"]
    lists = {"articles": tuple(values["articles"])} | {each: tuple(values.get(each, ())) for each in ("keys", "recent")}
    spans = {name: _spans(values.get(name, ())) for name in ("places", "refused")}
    place = values.get("leant_on")
    leant_on = None if place is None else (place[0], place[1])
    return MessageContext(
        **{**values, **lists, **spans, "leant_on": leant_on, "scope": None if scope is None else tuple(scope)}
    )


def _spans(values: Sequence[Sequence[int]]) -> tuple[tuple[int, int, int], ...]:
    return tuple((article, start, end) for article, start, end in values)


def _reply_to(values: dict[str, Any] | None) -> ReplyTo | None:
    if values is None:
        return None
    quote = values["quote"]
    return ReplyTo(
        message_id=values["message_id"],
        quote=None if quote is None else _quote(quote),
    )


def _quote(values: dict[str, Any]) -> Quote:
    return Quote(**{**values, "entities": tuple(values["entities"]), "rich": tuple(values.get("rich", ()))})
