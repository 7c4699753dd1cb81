"""Says which translations `make messages` is about to drop: those of English strings that changed or are gone.

`python -m tests.support.lost_translations TEMPLATE.pot`, before the catalogues are updated from that template.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.domain.languages import LANGUAGES
from bot.presentation.texts.catalogues import path_of

# How similar a new string is to the one that it probably replaces, as of `difflib`.
_SIMILAR = 0.5


def lost(template: Catalog, catalogues: Iterable[Catalog]) -> Mapping[str, int]:
    """The English strings that the template lacks, each with the number of catalogues that translate it."""
    kept = {_english(message.id) for message in template}
    return Counter(
        _english(message.id)
        for catalogue in catalogues
        for message in catalogue
        if message.id and _english(message.id) not in kept and any(_forms(message.string))
    )


def report(template: Catalog, catalogues: Mapping[str, Catalog]) -> list[str]:
    """A line for each lost string, with the new one that it probably became, and how many each language loses."""
    missing = lost(template, catalogues.values())
    known = {_english(message.id) for catalogue in catalogues.values() for message in catalogue}
    new = [each for each in (_english(message.id) for message in template) if each and each not in known]
    lines = []
    for old, count in missing.items():
        close = get_close_matches(old, new, n=1, cutoff=_SIMILAR)
        lines.append(f"lost in {count} languages: {old!r}" + (f"\n    perhaps now: {close[0]!r}" if close else ""))
    numbers = {language: len(lost(template, [each])) for language, each in catalogues.items()}
    counts = ", ".join(f"{language} {number}" for language, number in numbers.items() if number)
    return [*lines, f"lost by language: {counts}; git still has them"] if counts else lines


def _english(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _forms(translated: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (translated or "",) if translated is None or isinstance(translated, str) else tuple(translated)


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, ignore_obsolete=True)


if __name__ == "__main__":
    catalogues = {each: _read(path_of(each)) for each in LANGUAGES if path_of(each).is_file()}
    said = "\n".join(report(_read(Path(sys.argv[1])), catalogues)) or "no translation is lost"
    sys.stdout.write(f"{said}\n")
