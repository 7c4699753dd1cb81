"""The model is loaded once for all tests of it."""

from __future__ import annotations

import pytest

from index.meaning.encoder import Encoder


@pytest.fixture(scope="package")
def encoder() -> Encoder:
    """The encoder over the file that the package ships."""
    found = Encoder.load()
    assert found is not None
    return found
