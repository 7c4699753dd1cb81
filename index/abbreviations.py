"""Names written short."""

from __future__ import annotations

from collections.abc import Sequence

from index.wording import Word


def is_initials(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "U.S." for "United States"."""
    if len(words) < 2 or not letters or not all(word.name for word in words[1:]):
        return False
    return "".join(word.key for word in letters) == "".join(word.shown[0].casefold() for word in words)


def abbreviates(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """ "Ariz." for "Arizona", "St" for "Saint"."""
    if len(missing) != 1 or len(added) != 1 or not (missing[0].shown[0].isupper() and added[0].shown[0].isupper()):
        return False
    short, full = sorted((missing[0].key, added[0].key), key=len)
    if not 2 <= len(short) <= 5 or len(full) < 2 * len(short):
        return False
    return full.startswith(short) or (len(short) == 2 and full[0] + full[-1] == short)
