"""Names written short."""

from __future__ import annotations

from collections.abc import Sequence

from index.dedup.words.normalize import Word


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
    if not (short.isalpha() and full.isalpha()):
        return False
    if not 2 <= len(short) <= 5 or len(full) < min(2 * len(short), len(short) + 3):
        return False
    return full.startswith(short) or (len(short) == 2 and full[0] + full[-1] == short)


# Adjectives of what is written in initials, by how they begin.
_OF_INITIALS = {
    "us": ("american", "amerikan", "américain", "estadounidense", "american", "американск"),
    "uk": ("british", "britisch", "britanni", "британск"),
    "eu": ("european", "europäisch", "européen", "europe", "европейск"),
}


def is_adjective(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "US" or "U.S." for "American"."""
    if len(words) != 1 or not letters or not all(word.shown.isupper() for word in letters):
        return False
    begins = _OF_INITIALS.get("".join(word.key for word in letters))
    return begins is not None and words[0].key.startswith(begins)
