"""The peers: near-duplicates as similarity sees them. None of them asks what a paragraph adds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import pairwise

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def words(text: str) -> list[str]:
    """Casefolded words."""
    return _WORD.findall(text.casefold())


def shingles(text: str, size: int = 3) -> set[str]:
    """Runs of ``size`` words."""
    found = words(text)
    return {" ".join(found[place : place + size]) for place in range(max(1, len(found) - size + 1))}


def rapidfuzz_ratio(incoming: str, stored: str) -> bool:
    """Indel similarity of at least 85."""
    from rapidfuzz import fuzz

    return fuzz.ratio(incoming, stored) >= 85


def minhash(incoming: str, stored: str) -> bool:
    """Estimated Jaccard similarity of shingles of at least .6 (datasketch, 128 permutations)."""
    return bool(minhash_of(incoming).jaccard(minhash_of(stored)) >= 0.6)


def minhash_of(text: str):  # type: ignore[no-untyped-def]
    """A datasketch MinHash of the shingles."""
    from datasketch import MinHash

    made = MinHash(num_perm=128)
    made.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles(text)])
    return made


def simhash_of(text: str) -> int:
    """Charikar's 64-bit SimHash of words and word pairs."""
    found = words(text)
    features = [*found, *(" ".join(pair) for pair in pairwise(found))]
    weights = [0] * 64
    for feature in features:
        value = int.from_bytes(hashlib.blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        for bit in range(64):
            weights[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit in range(64) if weights[bit] > 0)


def simhash(incoming: str, stored: str) -> bool:
    """At most 6 differing bits of 64."""
    return (simhash_of(incoming) ^ simhash_of(stored)).bit_count() <= 6


PEERS: dict[str, Callable[[str, str], bool]] = {
    "rapidfuzz": rapidfuzz_ratio,
    "MinHash": minhash,
    "SimHash": simhash,
}
