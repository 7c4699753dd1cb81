"""Turns that are handled on a processor of their own: people, their updates, and what is handled in which order."""

from __future__ import annotations

import json

from bot.queues.lanes import Turn
from bot.queues.turns import Turns
from bot.queues.update_sort import Sort

GREEDY, OTHER, THIRD = 1, 2, 3
LIGHT = 0.02


def one(person: int, *, heavy: bool = False) -> Sort:
    return Sort(person=person, heavy=heavy)


def body(person: int, chat: int, **content: object) -> str:
    where = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
    return json.dumps({"update_id": 1, "message": {"from": {"id": person}, "chat": where, **content}})


class Handling:
    """Handles turns one after the other on a processor of its own; each takes as long as its name says."""

    def __init__(self, turns: Turns[str]) -> None:
        self.turns, self.now, self.handled = turns, 0.0, list[str]()
        self.begun = list[Turn[str]]()

    def begin(self) -> list[str]:
        """What begins now."""
        fresh = []
        while (turn := self.turns.next(self.now)) is not None:
            fresh.append(turn)
        self.begun += fresh
        return [each.what for each in fresh]

    def end(self, what: str, seconds: float = LIGHT) -> None:
        """What was begun is done, and took so long."""
        turn = next(each for each in self.begun if each.what == what)
        self.begun.remove(turn)
        turn.account.spent = seconds
        self.now += seconds
        self.handled.append(what)
        self.turns.done(turn, self.now)

    def run(self, seconds: float = LIGHT, *, until: str = "") -> None:
        """Goes on until nothing is left, or that is done: what was begun first ends first."""
        self.begin()
        while self.begun and (not until or until not in self.handled):
            self.end(self.begun[0].what, seconds)
            self.begin()
