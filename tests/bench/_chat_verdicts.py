"""What a reader would say of the bot's reply: whether what it sets off answers, and whether it says so plainly.

Set off are the stretches in bold and the words that the reply quotes of the message it replies to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.html import plain
from bot.presentation.texts import Texts
from bot.services.articles.article_lookup import ALL, NEW, OF_A_DAY
from index.analysis.sentences.segmentation import paragraphs, sentences
from tests.bench._chats import Expected, Said

# A hedged reply may offer so many sentences, the likeliest first.
MOST_OFFERED = 3
# What is said in passing is shorter than this, in code points.
LONGEST_WORD = 100
# Kinds of messages that may answer a question; None: those that the bot has noted nothing of.
ANSWERING = ("answer", None)
_DIRECTIONS = re.compile("[\u200e\u200f\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a reply is judged.

    ``name`` is one of "right", "perhaps", "near", "denied", "wrong", "hedged" where a quotation is expected, of "ok",
    "maybe", "false" where nothing answers, of "done", "missed" where something is to be done. ``first``: the first
    stretch set off answers. ``set_off`` are those stretches, and ``long`` how many of them are several sentences.
    """

    name: str
    first: bool = False
    set_off: tuple[str, ...] = ()
    long: int = 0


def judge(expected: Expected, said: Sequence[Said], before: Sequence[Said], language: str, hedge: str) -> Verdict:
    """The verdict on what the bot ``said`` after what it had said ``before``.

    ``language`` is that of the person, an ISO 639-1 code, and ``hedge`` what ``hedge_in`` says of it.
    """
    if expected.does is not None:
        done = _does(expected.does, said, before, Texts.of(language))
        return Verdict(name="done" if done else "missed")
    reply = next((each for each in _new(said) if each.kind == "answer"), next(iter(_new(said)), None))
    if reply is None:
        return Verdict(name="ok" if expected.nothing else "denied")
    hedged, stretches = is_hedged(reply, hedge), set_off(reply, hedge)
    long = sum(_several(each, language) for each in stretches)
    if expected.nothing:
        return Verdict(name=_unanswerable(reply, stretches, hedged=hedged), set_off=stretches, long=long)
    counting = stretches[: MOST_OFFERED if hedged else 1] if reply.kind in ANSWERING else ()
    holding = [_holds(each, expected.pieces) for each in counting]
    name = _answerable(reply, expected.pieces, stretches, hedged=hedged, served=any(holding))
    first = name in ("right", "perhaps") and holding[0]
    return Verdict(name=name, first=first, set_off=stretches, long=long)


def hedge_in(language: str) -> str:
    """The bot's own words that mark an answer which may be none; "" as long as it has none."""
    words = getattr(Texts.of(language), "perhaps", "")
    return _plain(words) if isinstance(words, str) else ""


def is_hedged(reply: Said, hedge: str) -> bool:
    """Whether a line of the reply begins with the ``hedge``."""
    return bool(hedge) and any(_collapsed(line).startswith(hedge) for line in reply.text.splitlines())


def set_off(reply: Said, hedge: str) -> tuple[str, ...]:
    """The stretches that a reader's eye falls on, in their order: a quotation that is in bold, too, counts once."""
    stretches = [each for each in map(_collapsed, reply.bold) if each and not hedge.startswith(each)]
    quote = _collapsed(reply.quote or "")
    if quote and not any(_overlap(quote, each) for each in stretches):
        stretches.insert(0, quote)
    return tuple(stretches)


def denies(reply: Said) -> bool:
    """Whether the reply says that nothing answers."""
    return reply.about is not None and reply.about.kind == "answer" and not reply.about.shown


def _answerable(reply: Said, pieces: Sequence[str], stretches: Sequence[str], *, hedged: bool, served: bool) -> str:
    if denies(reply):
        return "denied"
    if served:
        return "perhaps" if hedged else "right"
    if reply.kind in ANSWERING and _holds(reply.text, pieces):
        return "near"
    if not stretches:
        return "denied"
    return "hedged" if hedged else "wrong"


def _unanswerable(reply: Said, stretches: Sequence[str], *, hedged: bool) -> str:
    if denies(reply) or not stretches:
        return "ok"
    return "maybe" if hedged else "false"


def _does(wanted: str, said: Sequence[Said], before: Sequence[Said], texts: Texts) -> bool:
    """Whether one of the replies is of the kind that is wanted."""
    kinds, beginnings = {each.kind for each in said}, [_collapsed(each.text) for each in said]
    match wanted:
        case "summary":
            return "summary" in kinds
        case "digest":
            return "digest" in kinds or _plain(texts.digest_empty) in beginnings
        case "list":
            return ALL in kinds
        case "new":
            nothing = (_plain(texts.nothing_since), _plain(texts.nothing_of_a_day))
            return not kinds.isdisjoint((NEW, OF_A_DAY)) or not set(nothing).isdisjoint(beginnings)
        case "help":
            heads = tuple(_plain(each.partition("\n")[0]) for each in (texts.help, texts.start))
            return "help" in kinds or any(each.startswith(heads) for each in beginnings)
        case "more":
            return any(_more(each, before) for each in said)
        case "nothing":
            return all(map(_in_passing, said))
    raise ValueError(f"nobody knows how to tell whether {wanted!r} is done")


def _in_passing(reply: Said) -> bool:
    return reply.kind in ("talk", None) and not (reply.bold or reply.quote) and len(reply.text) <= LONGEST_WORD


def _more(reply: Said, before: Sequence[Said]) -> bool:
    """Whether the reply shows more of what an earlier message, maybe itself, began to show."""
    about = reply.about
    if about is None or about.kind not in ("answer", "summary"):
        return False
    same = [each.about for each in before if each.about is not None and _subject(each) == _subject(reply)]
    return bool(same) and about.shown > same[-1].shown


def _subject(said: Said) -> tuple[object, ...]:
    about = said.about
    assert about is not None
    return about.kind, about.question, about.articles if about.kind == "summary" else None


def _new(said: Sequence[Said]) -> list[Said]:
    return [each for each in said if not each.edited and each.kind != "receipt"]


def _holds(text: str, pieces: Sequence[str]) -> bool:
    collapsed = _collapsed(text)
    return any(_collapsed(piece) in collapsed for piece in pieces)


def _several(stretch: str, language: str) -> bool:
    return sum(len(sentences(span.of(stretch), language)) for span in paragraphs(stretch)) > 1


def _overlap(one: str, other: str) -> bool:
    """Whether these are the same words; either may be cut short, with an ellipsis."""
    one, other = one.rstrip("…"), other.rstrip("…")
    return one in other or other in one


def _collapsed(text: str) -> str:
    """The text on one line, without the marks that only say in which direction it runs."""
    return " ".join(_DIRECTIONS.sub("", text).split())


def _plain(markup: str) -> str:
    """What a reader sees of a text of the bot's."""
    return _collapsed(plain(markup))
