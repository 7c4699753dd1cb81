"""How much each person and each chat may ask of the bot; the operator sets it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

BURST_MINUTES = 10


class Resource(Enum):
    """What is limited; the value is for how many seconds a bucket stays closed that ran empty."""

    ARTICLES = 300.0
    QUESTIONS = 60.0
    BYTES = 3600.0
    KEPT = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The limits for each person and for each chat; 0: no limit."""

    articles_a_minute: int = 120
    questions_a_minute: int = 30
    bytes_a_day: int = 500_000_000
    articles_kept: int = 20_000

    def capacity(self, resource: Resource) -> float:
        """The content of a full bucket."""
        whole = {
            Resource.ARTICLES: self.articles_a_minute * BURST_MINUTES,
            Resource.QUESTIONS: self.questions_a_minute * BURST_MINUTES,
            Resource.BYTES: self.bytes_a_day,
        }
        return float(whole[resource])

    def a_second(self, resource: Resource) -> float:
        """How much is refilled in a second."""
        return self.capacity(resource) / (86400.0 if resource is Resource.BYTES else 60.0 * BURST_MINUTES)
