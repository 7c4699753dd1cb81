"""What a wish is about: which article, what in it, or nothing in particular; in any language of the bot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.domain.parsing.phrases import Language, Phrase, languages, phrase_of, words_of
from bot.domain.parsing.templates import Matcher, Node

# The first part of a compound has so many letters.
_A_STEM: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The words that name an ``article`` ("the flood article"), or those of a ``focus`` ("about the flood").

    Neither: what is meant is at hand ("this"), or is ``everything``.
    """

    article: str | None = None
    focus: str | None = None
    everything: bool = False


def subject_of(words: str) -> Subject | None:
    """What the words stand for; other words are a focus. None when there are none."""
    if not words.strip():
        return None
    phrase = phrase_of(words)
    if phrase is None:
        return Subject(focus=words.strip())
    matcher = Matcher(phrase.words)
    for kind in ("rest", "everything", "article", "about"):
        for reader in _readers():
            for node in reader[kind]:
                captures = matcher.whole(node)
                if captures is None:
                    continue
                if kind in ("rest", "everything"):
                    return Subject(everything=kind == "everything")
                named = phrase.original(*captures["subject"])
                return Subject(article=named) if kind == "article" else Subject(focus=named)
    compounded = _compounded(phrase)
    return Subject(article=compounded) if compounded else Subject(focus=words.strip())


def _compounded(phrase: Phrase) -> str:
    """What an article is about that is named by one word ("Bienenartikel"), with the words before; "" for others."""
    last = phrase.words[-1]
    ending = max((each for each in _compounds() if last.endswith(each)), key=len, default="")
    return (
        phrase.original(0, len(phrase.words))[: -len(ending)] if len(last) - len(ending) >= _A_STEM and ending else ""
    )


def length_of(words: str) -> tuple[str, str]:
    """The name of a length that the words begin or end with ("short", "kurz", "подробно"), and the rest of them.

    "1" stands for one sentence, another number for so many; "" for none.
    """
    phrase = phrase_of(words)
    if phrase is None:
        return "", words.strip()
    matcher, count = Matcher(phrase.words), len(phrase.words)
    for reader in _readers():
        for name in ("one", "sentences", "short", "medium", "long"):
            for node in reader[name]:
                for start in (0, *range(count - 1, 0, -1)):
                    for end in reversed(matcher.ends(node, start)):
                        if start and end < count:
                            continue
                        length = {"one": "1", "sentences": ""}.get(name, name)
                        if name == "sentences":
                            at, _ = matcher.captures(node, start, end)["number"]
                            length = phrase.words[at]
                        rest = phrase.original(0, start) if start else phrase.original(end, count)
                        return length, rest
    return "", words.strip()


def is_courtesy(words: str) -> bool:
    """Whether the words are merely polite ("please", "bitte"), and name nothing."""
    phrase = phrase_of(words)
    if phrase is None:
        return False
    matcher = Matcher(phrase.words)
    return any(matcher.whole(node) is not None for reader in _readers() for node in reader["polite"])


@cache
def _compounds() -> tuple[str, ...]:
    """Words for an article that a language joins to others."""
    return tuple(each for language in languages() for each in words_of(language.content["rest"].get("compounds", "")))


@cache
def _readers() -> tuple[dict[str, tuple[Node, ...]], ...]:
    return tuple(_reader(language) for language in languages())


def _reader(language: Language) -> dict[str, tuple[Node, ...]]:
    names = ("rest", "everything", "article", "about", "one", "sentences", "short", "medium", "long")
    found = {name: language.templates("rest", name) for name in names}
    return {**found, "polite": language.templates("polite", "after")}
