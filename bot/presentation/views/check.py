"""A check: each sentence with a sign and a word for its verdict, the differences, and the way to its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain import callback_data
from bot.domain.html import escape, shortened, spoiler
from bot.domain.incoming.spoilers import Hidden, touched
from bot.domain.messages import Button, Rows
from bot.presentation.texts import Texts
from bot.presentation.views.layout import fitting, in_even_rows, pager
from index import Check, CheckedSentence, Difference, Mark

PAGE: Final = 6
LONGEST_CLAIM: Final = 200
LONGEST_SOURCE: Final = 280
LONGEST_DIFFERENCE: Final = 120
MOST_DIFFERENCES: Final = 6
SPARE: Final = 400
# Signs, not emoji: every font has them, and each stands beside its word.
_SIGNS: Final = {Mark.VERBATIM: "✓", Mark.ALTERED: "≠", Mark.SUPPORTED: "≈", Mark.ABSENT: "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """The hidden ranges of the checked text, and those of its sources by article id."""

    own: Hidden = ()
    sources: Mapping[int, Hidden] = field(default_factory=dict)


def check(found: Check, text: str, offset: int, veil: Veil, texts: Texts) -> str:
    """The share of sentences in the articles, and a page of sentences from number ``offset`` on."""
    standing = len(found.sentences) - found.counts[Mark.ABSENT] - found.counts[Mark.ALTERED]
    head = [texts.standing(standing, len(found.sentences))]
    page = found.sentences[offset : offset + PAGE]
    parts = (_sentence(each, number, text, veil, texts) for number, each in enumerate(page, offset + 1))
    lines = fitting(parts, head, spare=SPARE)
    tail = [texts.first_checked(len(found.sentences))] if found.unchecked else []
    return "\n\n".join([*head, *lines, *tail])


def check_buttons(found: Check, offset: int, texts: Texts) -> Rows:
    """A number button for each sentence with a source, which quotes it where it stands; and other pages."""
    numbers: list[Button] = []
    for number, each in enumerate(found.sentences[offset : offset + PAGE], offset + 1):
        source = each.source
        if source is not None:
            numbers.append(callback_data.button(str(number), callback_data.CITE, source.article_id, *source.span))
    way = pager(callback_data.CHECK, (texts.b_back, texts.b_next), offset=offset, size=PAGE, total=len(found.sentences))
    return tuple(row for row in (*in_even_rows(numbers), way) if row)


def _sentence(checked: CheckedSentence, number: int, text: str, veil: Veil, texts: Texts) -> str:
    lines = [f"{number}. {_marked(checked, texts)}: {_quoted(checked, text, veil, texts)}"]
    lines += _beside(checked, veil)
    # What a sentence is by its quotation is said with it.
    for each in checked.quotations:
        if each.differences != checked.differences or each.verdict is not checked.verdict:
            lines.append(f"{_quoted(each, text, veil, texts)}: {_marked(each, texts)}")
            lines += _beside(each, veil)
    return "\n".join(lines)


def _quoted(checked: CheckedSentence, text: str, veil: Veil, texts: Texts) -> str:
    said = escape(shortened(" ".join(checked.span.of(text).split()), LONGEST_CLAIM))
    return texts.quoted(spoiler(said) if touched(veil.own, checked.span) else said)


def _marked(checked: CheckedSentence, texts: Texts) -> str:
    words = {
        Mark.VERBATIM: texts.word_for_word,
        Mark.ALTERED: texts.altered,
        Mark.SUPPORTED: texts.in_other_words,
        Mark.ABSENT: texts.not_here,
    }
    return f"{_SIGNS[checked.verdict]} <b>{words[checked.verdict]}</b>"


def _beside(checked: CheckedSentence, veil: Veil) -> list[str]:
    """The differences, with the article's own sentence."""
    if checked.verdict not in (Mark.ALTERED, Mark.SUPPORTED):
        return []
    differing = [f"<b>{escape(_shown(each))}</b>" for each in checked.differences[:MOST_DIFFERENCES]]
    original = escape(shortened(" ".join(checked.text.split()), LONGEST_SOURCE))
    changed, source = "; ".join(differing), checked.source
    if source is not None and touched(veil.sources.get(source.article_id, ()), source.span):
        original, changed = spoiler(original), changed and spoiler(changed)
    elif touched(veil.own, checked.span):
        changed = changed and spoiler(changed)
    return [*([changed] if changed else []), f"<blockquote>{original}</blockquote>"]


def _shown(difference: Difference) -> str:
    return shortened(str(difference), LONGEST_DIFFERENCE)
