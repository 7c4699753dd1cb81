"""Loads the model once for all its tests."""

from __future__ import annotations

import pytest

from index.meaning.encoder import Encoder


@pytest.fixture(scope="package")
def encoder() -> Encoder:
    """The encoder with the model shipped with the package."""
    found = Encoder.load()
    assert found is not None
    return found
