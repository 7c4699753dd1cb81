"""Searches the library without articles that say nothing: a question, a command or a greeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.parsing.intents.asking import WORDS
from bot.domain.parsing.intents.intent import never_answers
from index import Answer, Library, Passage, Scope

_TRIES: Final = 4
"""Number of searches; each one leaves out as many more such articles as it examines passages."""


def look(
    library: Library,
    *,
    collection: str,
    question: str,
    scope: Scope,
    limit: int,
    earlier: str | None = None,
    recent: Sequence[int] = (),
    leant_on: tuple[int, int] | None = None,
) -> tuple[Scope, Answer]:
    """The answer, and the scope in which it was found: without articles that are only a question, a command or a
    greeting, and above all without the question itself. Waits for the database: not for the event loop."""
    found = Answer()
    for _ in range(_TRIES):
        found = library.ask(
            collection=collection,
            question=question,
            scope=scope,
            earlier=earlier,
            recent=recent,
            limit=limit,
            leant_on=leant_on,
        )
        shown = [*found.passages, *([found.closest] if found.closest is not None else [])]
        idle = tuple(sorted({each.article_id for each in shown if _says_nothing(each, question)}))
        if not idle:
            return scope, found
        scope = replace(scope, without=scope.without + idle)
    told = tuple(each for each in found.passages if not _says_nothing(each, question))
    return scope, replace(found, passages=told, sure=False, closest=None)


def _says_nothing(passage: Passage, question: str) -> bool:
    if passage.paragraphs == 1 and never_answers(passage.text):
        return True
    if passage.paragraphs > 1 + question.strip().count("\n") or len(passage.text) > 2 * len(question):
        return False
    return _folded(passage.text) in _folded(question)


def _folded(text: str) -> str:
    return f" {' '.join(WORDS.findall(text.casefold()))} "
