"""Loads with itself what is loaded at first use otherwise, for the process from which others are forked."""

from __future__ import annotations

from index import Library, warm

with Library.open("sqlite://") as library:
    warm(library)
