"""Summarisers over sumy's document model: our own and the classic ones, all with our sentences and words.

Import this module only where a summary is made: importing sumy is slow.

sumy imports nltk for its stemmers, which nothing here uses: ours come from Snowball. Importing nltk takes a second and
25 MB, or four seconds and 90 MB if scipy is installed, and would delay the first summary. So an empty module replaces
nltk while sumy is imported; nltk itself can still be imported before or after.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import groupby
from types import ModuleType
from typing import Any, Final

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from index.analysis.tokenizer import folder, stemmer, stop_words, words
from index.summaries.selection import best_first


def _import_summarizers() -> ModuleType:
    """``sumy.summarizers``, imported without nltk."""
    if "sumy.nlp.stemmers" in sys.modules or "nltk" in sys.modules:
        return import_module("sumy.summarizers")
    empty = {name: ModuleType(name) for name in ("nltk", "nltk.stem", "nltk.stem.snowball")}
    for name, module in empty.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(empty[parent], child, module)
    sys.modules.update(empty)
    try:
        return import_module("sumy.summarizers")
    finally:
        for name, module in empty.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


AbstractSummarizer: Any = _import_summarizers().AbstractSummarizer

CLASSES: Final = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
}
_BONUS_WORDS: Final = 20


class Words:
    """A tokenizer for sumy: our words of a sentence, lower-cased. It downloads nothing."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(token.text.lower() for token in words(text))


class NumberedSentence(Sentence):  # type: ignore[misc]  # sumy has no types
    """A sentence that equals only itself: sumy keys ratings by sentence, and equal texts must not share one."""

    __slots__ = ("number",)

    def __init__(self, text: str, tokenizer: Words, number: int, *, is_heading: bool = False) -> None:
        super().__init__(text, tokenizer, is_heading)
        self.number = number

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return hash((self.number, self.is_heading))


def model(texts: Sequence[str], paragraphs: Sequence[int], title: str | None = None) -> Any:
    """sumy's document of sentences, grouped by the numbers of their paragraphs; the title is its heading."""
    tokenizer = Words()
    parts = [
        Paragraph([NumberedSentence(texts[number], tokenizer, number) for number, _ in group])
        for _, group in groupby(enumerate(paragraphs), key=lambda pair: pair[1])
    ]
    heading = [Paragraph([NumberedSentence(title, tokenizer, -1, is_heading=True)])] if title else []
    return ObjectDocumentModel(heading + parts)


class VerbatimSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """The default: position, centrality and readability, with guards against repeats and dangling openings.

    It takes any sumy document; a heading in it is the title. ``focus`` asks for sentences on a subject.
    """

    def __init__(self, language: str, *, focus: str | None = None) -> None:
        super().__init__(_stem(language))
        self._language, self._focus = language, focus

    def __call__(self, document: Any, sentences_count: int) -> tuple[Any, ...]:
        """The chosen sentences, in reading order."""
        sentences = document.sentences
        alone = [len(part.sentences) == 1 for part in document.paragraphs for _ in part.sentences]
        ranked = best_first(
            [str(sentence) for sentence in sentences],
            self._language,
            title=next((str(heading) for heading in document.headings), None),
            alone=alone,
            paragraphs=[number for number, part in enumerate(document.paragraphs) for _ in part.sentences],
            focus=self._focus,
        )
        chosen = sorted(number for number, _ in zip(ranked, range(sentences_count), strict=False))
        return tuple(sentences[number] for number in chosen)


def classic(method: str, language: str, title: str | None, document: Any) -> Any:
    """One of sumy's own summarisers, with our stemmer and stop words for ``language``."""
    module, name = CLASSES[method]
    summariser = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stem(language))
    stops = stop_words(language)
    if method == "edmundson":
        # This method weighs words that an editor names; here, those of the title and the most frequent of the text.
        counts: dict[str, int] = {}
        for word in document.words:
            if word not in stops:
                counts[word] = counts.get(word, 0) + 1
        frequent = sorted(counts, key=lambda word: -counts[word])[:_BONUS_WORDS]
        summariser.bonus_words = [*frequent, *(Words().to_words(title) if title else ())] or ["\0"]
        summariser.stigma_words = ["\0"]
        summariser.null_words = stops or ["\0"]
    elif method != "textrank" or hasattr(summariser, "stop_words"):
        summariser.stop_words = stops
    return summariser


def _stem(language: str) -> Callable[[str], str]:
    fold, stem = folder(language), stemmer(language)
    return lambda word: stem(fold(word))
