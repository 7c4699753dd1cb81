"""Texts as long as a book, of invented words, and the sentences that short ones are made of."""

from __future__ import annotations

from random import Random

SYLLABLES = ("ba", "dor", "fen", "gal", "hu", "jor", "kel", "lim", "mar", "nost", "pra", "quil", "ros", "tav", "vim")
SENTENCES = [f"The {word} of the harbour rose by {number} metres." for number, word in enumerate(SYLLABLES)]


def book(characters: int, seed: int = 1) -> str:
    """Paragraphs of invented words, rare ones and common ones."""
    chance = Random(seed)
    syllables = chance.choices(SYLLABLES, k=3 * 6000)
    words = ["".join(syllables[at : at + 3]) for at in range(0, 3 * 6000, 3)]
    parts: list[str] = []
    length = 0
    while length < characters:
        drawn = [words[int(6000 * chance.random() ** 3)] for _ in range(60)]
        parts.append(". ".join(" ".join(drawn[at : at + 15]).capitalize() for at in range(0, 60, 15)) + ".")
        length += len(parts[-1])
    return "\n\n".join(parts)
