"""One byte a dimension loses next to nothing."""

from __future__ import annotations

import numpy as np
import pytest

from index.meaning.quantised import SIZE, pack, similarities, unpack


def _units(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    vectors = np.random.default_rng(count).normal(size=(count, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_a_vector_comes_back_within_a_half_step() -> None:
    vectors = _units(50)
    packed = pack(vectors)
    assert len(packed) == 50 * SIZE
    steps = np.abs(vectors).max(axis=1, keepdims=True) / 127
    assert (np.abs(unpack(packed) - vectors) <= steps * 0.501).all()


def test_zeros_stay_zeros_and_are_like_nothing() -> None:
    packed = pack(np.zeros((2, 384), dtype=np.float32))
    assert not unpack(packed).any()
    assert similarities(_units(1)[0], [packed]).tolist() == [0, 0]


def test_cosines_are_those_of_the_vectors_whatever_the_blocks() -> None:
    vectors, question = _units(3000), _units(1)[0]
    expected = vectors @ question
    for cuts in ([], [1], [1000, 1001, 2999]):
        blocks = [pack(part) for part in np.split(vectors, cuts)]
        assert similarities(question, blocks) == pytest.approx(expected, abs=0.01)
    assert similarities(question, []).tolist() == []
    assert similarities(question, [b""]).tolist() == []


def test_bytes_that_are_no_whole_vectors_are_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        similarities(_units(1)[0], [bytes(SIZE + 1)])
