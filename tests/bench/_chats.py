"""Files of conversations, and what is said in them: by the person as it is to be played, by the bot as it is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.messages import MessageContext
from bot.playground import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A post of the channel named ``source``; its local time is taken for UTC."""

    source: str
    posted: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What should come of a message: a quotation that holds one of the ``pieces``, ``nothing``, or what it ``does``."""

    pieces: tuple[str, ...] = ()
    nothing: bool = False
    does: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A person forwards the article of that number, or says something, and then there is an expectation.

    ``replied`` is the number of the article that it replies to; ``follows`` says that it replies to the bot's last
    answer. ``kind`` is the kind of question.
    """

    forward: int | None = None
    say: str = ""
    kind: str = ""
    replied: int | None = None
    follows: bool = False
    expected: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One person's chat with the bot; ``language`` is that of the person's program, an ISO 639-1 code."""

    id: str
    language: str
    articles: tuple[Article, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message of the bot as a reader sees it, and ``about``: what the bot itself has noted of it.

    ``bold`` are the stretches in bold, ``quote`` is what it quotes of the message that it replies to. ``edited``: it
    stood there before, with another text.
    """

    text: str
    bold: tuple[str, ...] = ()
    quote: str | None = None
    about: MessageContext | None = None
    edited: bool = False

    @classmethod
    def of(cls, post: Post, about: MessageContext | None, *, edited: bool = False) -> Said:
        """The message as it stands in the chat."""
        return cls(text=post.text, bold=tuple(post.formatted("bold")), quote=post.quote, about=about, edited=edited)

    @property
    def kind(self) -> str | None:
        """The kind of message that the bot takes it for, as ``MessageContext`` has it."""
        return self.about.kind if self.about is not None else None


def load(file: Path) -> list[Conversation]:
    """The conversations of a file: JSON, one a line. Raises KeyError or ValueError for another layout."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_conversation(json.loads(line)) for line in lines if line.strip()]


def _conversation(row: dict[str, Any]) -> Conversation:
    articles = [
        Article(
            source=each["source"],
            posted=datetime.fromisoformat(each["posted"]).replace(tzinfo=UTC),
            text=each["text"],
        )
        for each in row["articles"]
    ]
    turns: Sequence[dict[str, Any]] = row["turns"]
    return Conversation(
        id=row["id"], language=row["language"], articles=tuple(articles), turns=tuple(_turn(each) for each in turns)
    )


def _turn(row: dict[str, Any]) -> Turn:
    if "forward" in row:
        return Turn(forward=row["forward"])
    replied, expect = row.get("reply_to", {}), row["expect"]
    expected = Expected(
        pieces=tuple(expect.get("quote", ())), nothing=expect.get("nothing", False), does=expect.get("does")
    )
    if not (expected.pieces or expected.nothing or expected.does):
        raise ValueError(f"nothing is expected of {row['say']!r}")
    return Turn(
        say=row["say"],
        kind=row["kind"],
        replied=replied.get("article"),
        follows=replied.get("answer", False),
        expected=expected,
    )
