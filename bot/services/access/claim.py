"""Claiming the bot: the first `/start` with the code that the process prints makes its sender the owner."""

from __future__ import annotations

import hmac
import random
import re
from collections import deque
from dataclasses import dataclass, field

from telegram import Message

# Without letters that are easily misread when copied by hand. 16 characters out of 31 are 79 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 16
MOST_GUESSES = 5
GUESS_SECONDS = 3600.0
MOST_PEOPLE = 10_000
_START = re.compile(r"/start(?:@\w+)?\s+(\S{1,64})\s*", re.ASCII)


def new_code(chance: random.Random | None = None) -> str:
    """An unguessable code; it fits behind ``?start=`` in a link."""
    chance = chance or random.SystemRandom()
    return "".join(chance.choices(ALPHABET, k=LENGTH))


def code_in(message: Message | None) -> str | None:
    """The words after `/start` in a new message; None when there are none."""
    match = _START.fullmatch(message.text or "") if message is not None else None
    return match[1] if match else None


@dataclass(slots=True)
class Claim:
    """The code of this run, and who has tried to guess it. It is valid for one claim, in this process.

    ``lasting``: it is valid in all processes until somebody has claimed the bot.
    """

    code: str
    lasting: bool = False
    _guesses: dict[int, deque[float]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Claim()"

    def right(self, given: str) -> bool:
        """Whether this is the code, compared in constant time."""
        return hmac.compare_digest(given.strip().lower().encode(errors="replace"), self.code.encode())

    def may_guess(self, person: int, now: float) -> bool:
        """Whether this person has a guess left at ``now`` (seconds).

        The limit is per person only: with a common limit a stranger could keep the owner out.
        """
        guesses = self._guesses.get(person)
        return guesses is None or len(guesses) < MOST_GUESSES or guesses[0] <= now - GUESS_SECONDS

    def wrong(self, person: int, now: float) -> None:
        """Counts a wrong guess of this person."""
        if len(self._guesses) > MOST_PEOPLE:
            self._guesses = {who: last for who, last in self._guesses.items() if last[-1] > now - GUESS_SECONDS}
        self._guesses.setdefault(person, deque(maxlen=MOST_GUESSES)).append(now)
