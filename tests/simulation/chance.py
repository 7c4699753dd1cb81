"""What is drawn from a run's number: which kinds of trouble and of wishes there are in it, and when they come."""

from __future__ import annotations

import random
from dataclasses import dataclass

# No run has more deaths than this besides those of a poisonous update: an update is begun again only so many times.
MOST_CRASHES = 12
# What people do, and how often beside each other. A run has some of these and not others: what is rare beside
# everything else is frequent where little else happens.
WISHES = {
    "ask": 8.0, "save": 5.0, "press": 4.0, "again": 3.0, "digest": 2.0, "slow": 1.5, "flaky": 3.0, "held": 1.5,
    "withdraw": 1.5, "ignored": 1.0, "broken": 0.3, "block": 0.7, "upgrade": 0.4, "erase": 1.0,
}  # fmt: skip
ARTICLES = {"keep": 6.0, "revise": 2.0, "hide": 1.5, "restore": 1.0, "purge": 0.5}


@dataclass(frozen=True, slots=True)
class Profile:
    """How likely each trouble is, each time it could come. A run has some kinds of trouble and not others.

    ``stops`` is how likely a process is told to stop, ``distance`` how many times longer than usual every way to
    Telegram takes, ``yields`` how often a thread lets others go before a transaction. ``articles`` says whether
    articles are kept.

    ``company`` is in how many places people write (a person's private chat, or a person in a group), ``talk`` how many
    things they do in all, ``pace`` how long they wait, ``stays`` how likely the same person goes on in the same chat,
    ``eager`` how often a button is pressed, or something written, the moment that a message is seen, ``brief`` whether
    nobody asks for more than one answer at a time.
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
    company: int
    talk: int
    brief: bool
    distance: float
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
        return (0.02 + 0.1 * self.random.random()) * (1.0 if self.calm else self.profile.distance)

    def pause_between_processes(self) -> float:
        """Seconds until a process that ended is started again; now and then the machine is off for a while."""
        if self.profile.away and self.happens(0.3):
            return 1500.0 * self.random.random()
        return 0.2 + 2.0 * self.random.random()


def _drawn(chance: random.Random) -> Profile:
    def maybe(probability: float, often: float = 0.5) -> float:
        return probability * chance.random() if chance.random() < often else 0.0

    articles, poison = chance.random() < 0.1, chance.random() < 0.2
    return Profile(
        crash=maybe(0.01),
        crash_at_commit=maybe(0.03),
        stops=maybe(0.004, 0.3),
        outage=maybe(0.06),
        unheard=maybe(0.6),
        flood=maybe(0.2),
        server_error=maybe(0.15),
        dropped=maybe(0.15),
        lost=maybe(0.15),
        slow=maybe(0.1),
        poison=poison,
        webhook=chance.random() < 0.4,
        away=chance.random() < 0.1,
        pace=chance.choice((0.1, 0.5, 2.0)),
        stays=chance.choice((0.3, 0.6, 0.95)),
        eager=chance.choice((0.0, 0.3, 0.7)),
        yields=chance.choice((0.0, 0.1, 0.4)),
        articles=articles,
        # What two updates of one chat do to each other is seen where little happens elsewhere, and what a poisonous one
        # does to others where there are others.
        company=chance.choice((3, 9) if poison else (1, 2, 3, 9)),
        talk=chance.choice((3, 6, 12, 25)),
        brief=chance.random() < 0.5,
        distance=chance.choice((1.0, 1.0, 4.0, 15.0)),
        wishes=_some(chance, ARTICLES | {"ask": 2.0, "save": 1.0} if articles else WISHES),
    )


def _some(chance: random.Random, wishes: dict[str, float]) -> dict[str, float]:
    first, share = next(iter(wishes)), chance.choice((0.2, 0.4, 0.8))
    some = {each: weight for each, weight in wishes.items() if each == first or chance.random() < share}
    return {each: weight * chance.random() for each, weight in some.items()}
