"""What is drawn from a run's number: which kinds of trouble and of wishes there are in it, and when they come."""

from __future__ import annotations

import random
from dataclasses import dataclass

# No run has more deaths than this besides those of a poisonous update: an update is begun again only so many times.
MOST_CRASHES = 12
# What people do, and how often beside each other. A run has some of these and not others: what is rare beside
# everything else is frequent where little else happens.
WISHES = {
    "ask": 8.0, "save": 5.0, "press": 4.0, "again": 3.0, "digest": 2.0, "slow": 1.5, "flaky": 2.0, "held": 1.5,
    "withdraw": 1.5, "ignored": 1.0, "broken": 0.3, "block": 0.7, "upgrade": 0.4, "erase": 1.0,
}  # fmt: skip
ARTICLES = {"keep": 6.0, "revise": 2.0, "hide": 1.5, "restore": 1.0, "purge": 0.5}


@dataclass(frozen=True, slots=True)
class Profile:
    """How likely each trouble is, each time it could come. A run has some kinds of trouble and not others.

    ``pace`` is how long people wait, ``stays`` how likely the same person goes on in the same chat, ``eager`` how often
    a button is pressed the moment it is seen, ``yields`` how often a thread lets others go before a transaction.
    ``stops`` is how likely a process is told to stop. ``articles`` says whether articles are kept.
    """

    crash: float
    crash_at_commit: float
    stops: float
    outage: float
    unheard: float
    flood: float
    server_error: float
    dropped: float
    lost: float
    slow: float
    poison: bool
    webhook: bool
    away: bool
    pace: float
    stays: float
    eager: float
    yields: float
    articles: bool
    wishes: dict[str, float]


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
        """How long a thread takes to begin, to let others go first, or its result to be seen, in seconds."""
        return self.random.choice((0.0, 0.0005, 0.002, 0.01, 0.05)) * self.random.random()

    def latency(self) -> float:
        """One way to Telegram or back, in seconds."""
        if self.happens(self.profile.slow):
            return self.random.choice((3.0, 40.0, 70.0)) * self.random.random()
        return 0.02 + 0.1 * self.random.random()

    def pause_between_processes(self) -> float:
        """Seconds until a process that ended is started again; now and then the machine is off for a while."""
        if self.profile.away and self.happens(0.3):
            return 1500.0 * self.random.random()
        return 0.2 + 2.0 * self.random.random()


def _drawn(chance: random.Random) -> Profile:
    def maybe(probability: float, often: float = 0.5) -> float:
        return probability * chance.random() if chance.random() < often else 0.0

    articles = chance.random() < 0.2
    return Profile(
        crash=maybe(0.01),
        crash_at_commit=maybe(0.03),
        stops=maybe(0.004, 0.3),
        outage=maybe(0.06),
        unheard=maybe(0.4),
        flood=maybe(0.2),
        server_error=maybe(0.15),
        dropped=maybe(0.15),
        lost=maybe(0.15),
        slow=maybe(0.1),
        poison=chance.random() < 0.2,
        webhook=chance.random() < 0.4,
        away=chance.random() < 0.1,
        pace=chance.choice((0.05, 0.3, 1.0)),
        stays=chance.choice((0.3, 0.6, 0.95)),
        eager=chance.choice((0.0, 0.3, 0.7)),
        yields=chance.choice((0.0, 0.1, 0.4)),
        articles=articles,
        wishes=_some(chance, ARTICLES | {"ask": 2.0, "save": 1.0} if articles else WISHES),
    )


def _some(chance: random.Random, wishes: dict[str, float]) -> dict[str, float]:
    first = next(iter(wishes))
    return {each: weight * chance.random() for each, weight in wishes.items() if each == first or chance.random() < 0.6}
