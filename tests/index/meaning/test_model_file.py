"""Arrays come out of the file as they went in, and other files are rejected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.meaning import model_file
from index.meaning.encoder import FILE, Encoder
from index.meaning.transformer import check

ARRAYS: dict[str, NDArray[Any]] = {
    "b": np.arange(6, dtype=np.float32).reshape(2, 3),
    "a": np.array([1, 2**63], dtype=np.uint64),
}


def test_arrays_come_back_as_they_were_and_cannot_be_changed(tmp_path: Path) -> None:
    model_file.write(tmp_path / "file", ARRAYS)
    found = model_file.read(tmp_path / "file")
    assert {name: array.tolist() for name, array in found.items()} == {"a": [1, 2**63], "b": [[0, 1, 2], [3, 4, 5]]}
    with pytest.raises(ValueError, match="read-only"):
        found["a"][0] = 2


def test_the_same_arrays_make_the_same_bytes(tmp_path: Path) -> None:
    model_file.write(tmp_path / "one", ARRAYS)
    model_file.write(tmp_path / "two", dict(reversed(ARRAYS.items())))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_without_a_file_there_is_no_encoder(tmp_path: Path) -> None:
    assert Encoder.load(tmp_path / "none") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"VERB",
        b"VERBMOD1",
        b"another file",
        b"VERBMOD1\xff\xff\xff\xff{}",
        b"VERBMOD1\x02\0\0\0[]",
        b"VERBMOD1\x02\0\0\0{}",
        b'VERBMOD1\x0c\0\0\0{"pieces":1}',
        b'VERBMOD1\x19\0\0\0{"pieces":["<u8",[1],9e9]}',
    ],
)
def test_another_file_is_no_model(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ValueError):  # noqa: PT011  # the words are numpy's, json's or ours
        Encoder.load(tmp_path / "file")


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 0.999])
def test_a_file_that_was_cut_short_is_no_model(share: float, tmp_path: Path) -> None:
    whole = FILE.read_bytes()
    (tmp_path / "file").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ValueError):  # noqa: PT011  # as above
        Encoder.load(tmp_path / "file")


def test_a_model_without_one_of_its_arrays_is_none() -> None:
    arrays = model_file.read(FILE)
    check(arrays)
    for name in arrays:
        with pytest.raises(ValueError, match=name):
            check({each: array for each, array in arrays.items() if each != name})
        with pytest.raises(ValueError, match="not as it should be"):
            check(arrays | {name: arrays[name][:0]})


def test_the_file_carries_its_licence_and_where_it_is_from() -> None:
    assert "Copyright (c) Microsoft Corporation" in (FILE.parent / "LICENSE-multilingual-e5-small.txt").read_text(
        "utf-8"
    )
    provenance = FILE.with_suffix(".txt").read_text("utf-8")
    assert f"{FILE.stat().st_size:,} bytes" in provenance
