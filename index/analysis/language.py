"""Which language a text is in: scripts that name their language first, then a statistical guess."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN: Final = "und"

_LOADING: Final = Lock()

# Code points that are enough to be sure of a language.
_LOOK: Final = 1200
# The least probability for a guess to be better than none.
_SURE: Final = 0.5
_FEWEST_LETTERS: Final = 3
# The least probability for a language to be searched under.
_POSSIBLE: Final = 0.02

# Code points that a paragraph needs to tell its language; how much of each is read, and of how many paragraphs.
_SHORTEST_PART: Final = 120
_LONGEST_PART: Final = 400
_MOST_PARTS: Final = 8
_PARTS_WITHIN: Final = 8_000
# In a question of few letters, widely read languages are this many times as likely as others.
_SHORT: Final = 48
_WIDESPREAD: Final = frozenset(["ar", "de", "en", "es", "fr", "hi", "it", "nl", "pl", "pt", "ru", "tr", "uk"])
_WIDESPREAD_ODDS: Final = 8.0

# The languages that the statistical guess may return.
_LATIN: Final = (
    "af az bs ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it la lt lv ms mt nl no pl pt ro sk sl so sq sv sw"
    " tl tr uz vi yo zu"
)
_OTHER: Final = "ar be bg fa hi ka kk ky mk mn mr ne ps ru sr uk ur"

_LETTERS: Final = regex.compile(r"[\p{L}\p{M}]+|\s+")
# Scripts that (nearly) only one language of news uses, with the share of letters that decides. Kana and Hangul come
# before Han: Japanese and Korean mix both, Chinese uses Han alone.
_SCRIPTS: Final = tuple(
    (code, regex.compile(pattern), share)
    for code, pattern, share in (
        ("ja", r"[\p{Hiragana}\p{Katakana}]", 0.05),
        ("ko", r"\p{Hangul}", 0.2),
        ("zh", r"\p{Han}", 0.4),
        ("th", r"\p{Thai}", 0.5),
        ("el", r"\p{Greek}", 0.5),
        ("he", r"\p{Hebrew}", 0.5),
        ("hy", r"\p{Armenian}", 0.5),
        ("ka", r"\p{Georgian}", 0.5),
        ("ta", r"\p{Tamil}", 0.5),
        ("te", r"\p{Telugu}", 0.5),
        ("bn", r"\p{Bengali}", 0.5),
        ("gu", r"\p{Gujarati}", 0.5),
        ("km", r"\p{Khmer}", 0.5),
        ("lo", r"\p{Lao}", 0.5),
        ("my", r"\p{Myanmar}", 0.5),
        ("am", r"\p{Ethiopic}", 0.5),
    )
)


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that most of ``text`` is in, or ``"und"`` when none is likely.

    Only the beginning is read: the first ``_LOOK`` code points, or the beginnings of ``_MOST_PARTS`` paragraphs, which
    are judged one by one, since an article may quote at length in another language. The result is deterministic.
    """
    letters, script = _by_script(text)
    if script is not None:
        return script
    votes: dict[str, float] = {}
    for part in _parts(text):
        own = "".join(_LETTERS.findall(part))
        code, probability = _guess(own)
        votes[code] = votes.get(code, 0.0) + len(own) * probability
    if len(votes) > 1:
        return max(votes, key=votes.__getitem__)
    code, probability = _guess(letters)
    return code if probability >= _SURE else UNKNOWN


def _parts(text: str) -> list[str]:
    """The beginnings of the first paragraphs that are long enough to tell their language."""
    lines = (line.strip()[:_LONGEST_PART] for line in text[:_PARTS_WITHIN].split("\n"))
    return [line for line in lines if len(line) >= _SHORTEST_PART][:_MOST_PARTS]


def _guess(letters: str) -> tuple[str, float]:
    """The likeliest language of these letters and its probability; few letters favour widespread languages."""
    if len(letters) > _SHORT:
        code, probability = _identifier().classify(letters)
        return str(code), float(probability)
    ranked = [
        (str(code), float(odds) * (_WIDESPREAD_ODDS if code in _WIDESPREAD else 1)) for code, odds in _ranked(letters)
    ]
    total = sum(odds for _, odds in ranked)
    code, odds = max(ranked, key=lambda pair: pair[1])
    return code, odds / total if total > 0 else 0.0


def _ranked(letters: str) -> list[tuple[str, float]]:
    return [(str(code), float(odds)) for code, odds in _identifier().rank(letters)]


def likely(text: str, among: Sequence[str]) -> list[str]:
    """The languages out of ``among`` that a short ``text`` may be in, likeliest first; all if none stands out."""
    if len(among) < 2:
        return list(among)
    letters, script = _by_script(text)
    if script is not None:
        return [script] if script in among else list(among)
    ranked = [(code, probability) for code, probability in _identifier().rank(letters) if code in among]
    total = sum(probability for _, probability in ranked)
    kept = [code for code, probability in ranked if probability >= _POSSIBLE * total]
    return kept if total > 0 else list(among)


def _by_script(text: str) -> tuple[str, str | None]:
    """The text's letters, and its language if the script decides it or the letters are too few for a guess."""
    letters = "".join(_LETTERS.findall(text[:_LOOK]))
    count = len(letters) - letters.count(" ")
    for code, pattern, share in _SCRIPTS:
        if count and len(pattern.findall(letters)) >= share * count:
            return letters, code
    return letters, UNKNOWN if count < _FEWEST_LETTERS else None


def _identifier() -> LanguageIdentifier:
    """The detector, loaded once: loading takes 40 MB for a moment, which simultaneous threads would each take."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> LanguageIdentifier:
    """The detector, without languages for which this package has no rules.

    Leaving them out saves 15 MB, and a short German question is not taken for Luxembourgish.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = set(_LATIN.split() + _OTHER.split())
    keep = [column for column, code in enumerate(full.nb_classes) if code in wanted]
    return LanguageIdentifier(
        full.nb_ptc[:, keep],
        full.nb_pc[keep],
        [full.nb_classes[column] for column in keep],
        full.tk_nextmove,
        full.tk_output,
        norm_probs=True,
        tk_row=full.tk_row,
    )
