"""Tells names and nouns from other words, such as the verb "came", by how the articles write them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final

import regex

from index.analysis.tokenizer import analyse
from index.models import Span
from index.store.contents.contents import StoredParagraph

# Words that precede nouns and hardly ever verbs: articles, possessives, demonstratives, prepositions.
_BEFORE: Final[Mapping[str, str]] = {
    "ar": "في من على عن إلى بين بعد قبل هذا هذه كل",
    "en": "a an the this these those its his their our my your every each no some of in from with by for at on into"
    " over between under near per",
    "es": "el la los las un una unos unas del al este esta su sus de en con por para sobre entre sin cada",
    "fr": "le la les l un une des du au aux ce cet cette ces son sa ses leur leurs d de en dans avec par pour sur"
    " sous chaque",
    "hi": "एक यह इस इन उस उन हर सभी",
    "pt": "o a os as um uma uns umas do da dos das no na nos nas ao à este esta seu sua de em com por para sobre"
    " entre cada",
    "ru": "в во на с со о об из у по за от до для при под над между без около этот эта это эти каждый весь",
    "tr": "bir bu şu her iki tüm bütün",
    "uk": "в у на з із зі про по за від до для при під над між без біля цей ця це ці кожен весь",
}
# Words that follow a noun.
_BEHIND: Final[Mapping[str, str]] = {"hi": "का की के में से को पर ने तक", "tr": "için ile gibi kadar göre"}
# Articles written as part of the word.
_ATTACHED: Final[Mapping[str, tuple[str, ...]]] = {"ar": ("ال", "وال", "بال", "لل", "كال", "فال")}
# English puts verbs after prepositions, too: "by winning".
_VERBAL: Final = ("ing",)
_NUMBER: Final = regex.compile(r"[\p{Nd}.,]*\p{Nd}$")


def names(terms: Collection[str], paragraphs: Iterable[StoredParagraph]) -> bool:
    """Whether the word with these ``terms`` names something in any of the ``paragraphs``, which hold it."""
    return any(_named(terms, each) for each in paragraphs)


def _named(terms: Collection[str], paragraph: StoredParagraph) -> bool:
    text, language = paragraph.text, paragraph.language
    tokens = analyse(text, language)
    for at, token in enumerate(tokens):
        if token.text not in terms:
            continue
        written = token.span.of(text)
        if _NUMBER.match(written):
            continue
        before = tokens[at - 1].span if at else None
        if _capital(written, text, token.span, paragraph.sentences):
            return True
        if written.startswith(_ATTACHED.get(language, ())):
            return True
        joined = before is not None and text[before.end : token.span.start].strip(" '’") == ""
        if joined and before is not None and not (language == "en" and written.endswith(_VERBAL)):
            said = before.of(text)
            if said.casefold() in _words(language) or _NUMBER.match(said):
                return True
        behind = tokens[at + 1].span.of(text) if at + 1 < len(tokens) else ""
        if behind in _BEHIND.get(language, "").split():
            return True
    return False


def _capital(written: str, text: str, span: Span, sentences: Iterable[Span]) -> bool:
    """Whether the word has a capital that does not merely open a sentence or a quotation."""
    if not written[:1].isupper() or (written.isupper() and len(written) > 1 and text.isupper()):
        return False
    start = max((each.start for each in sentences if each.start <= span.start), default=0)
    if not any(map(str.isalnum, text[start : span.start])):
        return False
    return text[: span.start].rstrip(" ,")[-1:].isalnum()


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(_BEFORE.get(language, "").split())
