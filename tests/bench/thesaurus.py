"""Makes ``index/data/thesaurus.npz``: python -m tests.bench.thesaurus FOLDER

FOLDER holds WordNet 3.0's database files (Debian's package wordnet-base: /usr/share/wordnet). Of the words that are
tagged in its corpus, which are the common ones, the table keeps what each one's stem has to do with the others'.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.analysis.codec import term_hash
from index.analysis.tokenizer import stemmer
from index.ranking.query.thesaurus import FILE, STEPS

FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
PARTS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
# What a relation is worth: made of one another (decide, decision), alike, broader, narrower. A word that belongs to
# a name (French, France) has no senses to choose from.
DERIVED, BELONGS = "+", "\\"
RELATIONS = {DERIVED: 1.0, BELONGS: 1.0, "&": 0.6, "@": 0.6, "@i": 0.6, "~": 0.6, "~i": 0.6}
LEAST = 0.3
SHORTEST = 3

Sense = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synset:
    """Words that share a sense, and pointers: relation, the other synset, and which word of each (0: all)."""

    words: tuple[str, ...]
    pointers: tuple[tuple[str, Sense, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNet:
    """``senses`` says how likely a word is to be meant in each of its senses; ``common`` are the tagged words."""

    synsets: dict[Sense, Synset]
    senses: dict[str, dict[Sense, float]]
    common: frozenset[str]


def read(folder: Path) -> WordNet:
    """The database, its words in lower case."""
    tags = dict(_tags(folder))
    counted: dict[str, dict[Sense, float]] = defaultdict(dict)
    for part, name in FILES.items():
        for fields in _lines(folder / f"index.{name}"):
            first = 6 + int(fields[3])
            for rank, offset in enumerate(fields[first:], 1):
                # Half a use for a sense that the corpus happens to lack, less for the later ones.
                counted[fields[0]][part, int(offset)] = tags.get((fields[0], part, rank), 0) + 0.5 / rank
    return WordNet(
        synsets={sense: synset for part, name in FILES.items() for sense, synset in _synsets(folder, part, name)},
        senses={
            word: {sense: count / sum(found.values()) for sense, count in found.items()}
            for word, found in counted.items()
        },
        common=frozenset(word for word, _, _ in tags),
    )


def _lines(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("latin-1").splitlines():
        if not line.startswith("  "):
            yield line.partition(" | ")[0].split()


def _tags(folder: Path) -> Iterator[tuple[tuple[str, str, int], int]]:
    for key, rank, count in _lines(folder / "cntlist.rev"):
        word, _, rest = key.partition("%")
        yield (word, PARTS[rest[0]], int(rank)), int(count)


def _synsets(folder: Path, part: str, name: str) -> Iterator[tuple[Sense, Synset]]:
    for fields in _lines(folder / f"data.{name}"):
        words = int(fields[3], 16)
        # An adjective's place in the phrase stands behind it: "able(p)".
        named = tuple(field.partition("(")[0].lower() for field in fields[4 : 4 + 2 * words : 2])
        first = 5 + 2 * words
        pointers = []
        for at in range(first, first + 4 * int(fields[first - 1]), 4):
            symbol, offset, other, ends = fields[at : at + 4]
            sense = ("a" if other == "s" else other, int(offset))
            pointers.append((symbol, sense, int(ends[:2], 16), int(ends[2:], 16)))
        yield (part, int(fields[0])), Synset(words=named, pointers=tuple(pointers))


def related(wordnet: WordNet, word: str) -> dict[str, float]:
    """The words that have to do with ``word``, and how much, 0 to 1.

    Of two senses that are related it is √(P(sense | word) · P(sense | other word)), summed over senses.
    """
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for sense, likely in wordnet.senses[word].items():
        synset = wordnet.synsets[sense]
        for other in synset.words:
            sums["", other] += (likely * wordnet.senses.get(other, {}).get(sense, 0.0)) ** 0.5
        for symbol, target, mine, its in synset.pointers:
            if symbol not in RELATIONS or (mine and synset.words[mine - 1] != word):
                continue
            others = wordnet.synsets[target].words
            for other in others[its - 1 : its] if its else others:
                shared = likely * wordnet.senses.get(other, {}).get(target, 0.0)
                sums[symbol.rstrip("i"), other] += 1.0 if symbol == BELONGS else shared**0.5
    found: dict[str, float] = defaultdict(float)
    for (symbol, other), value in sums.items():
        found[other] = max(found[other], min(value, 1.0) * RELATIONS.get(symbol, 1.0))
    return found


def table(wordnet: WordNet) -> dict[str, dict[str, float]]:
    """For each stem of a common word, the stems related to it, both ways: as much as any of their words are."""
    stem = stemmer("en")
    words = {word for word in wordnet.common & wordnet.senses.keys() if _plain(word)}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word in words:
        for other, strength in related(wordnet, word).items():
            mine, its = stem(word), stem(other)
            if mine != its and strength >= LEAST and (other in words or (strength == 1.0 and _plain(other))):
                for one, two in ((mine, its), (its, mine)):
                    found[one][two] = max(strength, found[one].get(two, 0.0))
    return found


def _plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) >= SHORTEST


def main() -> None:
    """Writes the file and says how large the table is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.thesaurus", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    found = table(read(parser.parse_args().folder))
    keys = {word: term_hash(word) for word in {*found, *(other for others in found.values() for other in others)}}
    words = sorted(keys, key=lambda word: keys[word])
    number = {word: at for at, word in enumerate(words)}
    rows = [sorted((number[other], strength) for other, strength in found.get(word, {}).items()) for word in words]
    arrays: dict[str, Any] = {
        "words": np.array([keys[word] for word in words], dtype="<i8"),
        "counts": np.array([len(row) for row in rows], dtype="<u2"),
        "others": np.array([other for row in rows for other, _ in row], dtype="<u2"),
        "strengths": np.array([round(strength * STEPS) for row in rows for _, strength in row], dtype="<u1"),
    }
    with FILE.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(f"{len(words)} stems, {len(arrays['others'])} relations, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
