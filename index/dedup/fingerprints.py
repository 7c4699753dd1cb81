"""Equal fingerprints mean the same text; similar sketches (bottom-k of word shingles) mean much of the same text."""

from __future__ import annotations

import hashlib
import re
import zlib

import regex

from index.analysis.scripts import UNSPACED
from index.dedup.normal_form import normal_form

# Sixteen find as much as twenty-four (no measured pair is missed) and write a third fewer pages.
SKETCH_SIZE = 16
SHINGLE = 3
_TOKEN = regex.compile(rf"[{UNSPACED}]|[\p{{L}}\p{{M}}]+|\p{{N}}+")
_TOKEN_ASCII = re.compile(r"[a-z]+|[0-9]+")
# A shingle's hash is the sum of its words' times these, modulo a Mersenne prime: 61 bits, the same everywhere.
_PLACES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_PRIME = 2**61 - 1


def fingerprint(text: str) -> bytes:
    """16 bytes that two paragraphs share if their normal forms are equal.

    A paragraph without words shares them only with its letter-for-letter copies.
    """
    return fingerprint_of(normal_form(text), text)


def fingerprint_of(form: str, text: str) -> bytes:
    """The same where the normal form is known."""
    return hashlib.blake2b((form or "\x00" + text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def sketch(text: str) -> tuple[int, ...]:
    """The at most 16 smallest hashes of the paragraph's shingles, ascending; empty without words."""
    return sketch_of(normal_form(text))


def sketch_of(form: str) -> tuple[int, ...]:
    """The same where the normal form is known."""
    folded = form.casefold()
    words = (_TOKEN_ASCII if folded.isascii() else _TOKEN).findall(folded)
    if not words:
        return ()
    hashes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    hashes += [0] * (SHINGLE - len(hashes))
    one, two, three = _PLACES
    found = {
        (first * one + second * two + third * three) % _PRIME
        for first, second, third in zip(hashes, hashes[1:], hashes[2:], strict=False)
    }
    return tuple(sorted(found)[:SKETCH_SIZE])
