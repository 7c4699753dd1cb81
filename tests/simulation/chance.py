"""What is drawn from a run's number: which kinds of trouble there are in it, and when they come."""

from __future__ import annotations

import random
from dataclasses import dataclass

# No run has more deaths than this besides those of a poisonous update: an update is begun again only so many times.
MOST_CRASHES = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """How likely each trouble is, each time it could come. A run has some kinds of trouble and not others."""

    crash: float
    crash_at_commit: float
    outage: float
    unheard: float
    flood: float
    server_error: float
    dropped: float
    lost: float
    slow: float
    poison: bool
    webhook: bool


class Chance:
    """All that is random in a run. ``calm`` is set when the trouble is over."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.profile = _drawn(self.random)
        self.calm = False
        self.crashes = 0

    def happens(self, probability: float) -> bool:
        """Whether a trouble of that probability comes now."""
        return probability > 0 and not self.calm and self.random.random() < probability

    def dies(self, probability: float) -> bool:
        """Whether the process dies now."""
        if self.crashes >= MOST_CRASHES or not self.happens(probability):
            return False
        self.crashes += 1
        return True

    def thread_delay(self) -> float:
        """How long a thread takes to begin, or its result to be seen, in seconds."""
        return self.random.choice((0.0, 0.0005, 0.002, 0.01)) * self.random.random()

    def latency(self) -> float:
        """One way to Telegram or back, in seconds."""
        if self.happens(self.profile.slow):
            return self.random.choice((3.0, 40.0, 70.0)) * self.random.random()
        return 0.02 + 0.1 * self.random.random()


def _drawn(chance: random.Random) -> Profile:
    def maybe(probability: float, often: float = 0.5) -> float:
        return probability * chance.random() if chance.random() < often else 0.0

    return Profile(
        crash=maybe(0.01),
        crash_at_commit=maybe(0.03),
        outage=maybe(0.02),
        unheard=maybe(0.2),
        flood=maybe(0.2),
        server_error=maybe(0.15),
        dropped=maybe(0.15),
        lost=maybe(0.15),
        slow=maybe(0.1),
        poison=chance.random() < 0.2,
        webhook=chance.random() < 0.4,
    )
