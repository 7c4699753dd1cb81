"""What extraction gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article as it was found. ``url`` is the canonical link of a page, if it names one of its own site.

    ``site`` is the publication's name. ``teaser``: the page shows only a beginning, the rest is for subscribers.
    """

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    teaser: bool = False
