"""Weights of the second stage."""

from __future__ import annotations

from typing import Final

PARAGRAPH: Final[dict[str, float]] = {}
SENTENCE: Final[dict[str, float]] = {}
CONFIDENCE: Final[dict[str, float]] = {}
