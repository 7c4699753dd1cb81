"""What has to be true of a run, checked while it goes on and at its end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.domain.incoming.raw_updates import chat_of
from bot.playground.world.watching import Exchange
from bot.queues.outbox import NOTED_SECONDS
from bot.queues.update_sort import sort_of
from bot.store.inbox import DONE, SET_ASIDE
from tests.simulation.disk import Disk
from tests.simulation.effects import TAG, Effects
from tests.simulation.loop import Clock

# How long Telegram counts what is sent to a private chat and to a group, in seconds. A new process does not know what
# the one before it sent a moment ago.
COUNTED_PRIVATE, COUNTED_GROUP = 3.0, 60.0
FLYING, HEARD, LOST = "flying", "heard", "lost"
GIVEN_UP = ("broken", "poison")
SAYING = ("sendMessage", "editMessageText")
Place = tuple[int, int]


class Violated(SystemExit):
    """Something is not as people can rely on. A SystemExit, so that no part of the bot takes it for its own trouble."""


class Ledger:
    """What was asked, what Telegram accepted and what of that the process has heard.

    ``kinds`` says of each update what it asks for: a wish of ``tests.simulation.chance``, or "unblock" or "poison".
    """

    def __init__(self, clock: Clock, disk: Callable[[], Disk]) -> None:
        self._clock, self._disk = clock, disk
        self.kinds: dict[int, str] = {}
        # By whom, where and about what: the last update, which will do for those that wait right before it.
        self._subjects: dict[object, list[int]] = {}
        self.lines: list[str] = []
        self.effects = Effects(clock, disk)
        # What became of what was said, and of the messages that it stands in; the time is Telegram's acceptance.
        self._said: dict[str, str] = {}
        self._places: dict[Place, tuple[str, float]] = {}
        # What each message has shown, in order.
        self._shown: dict[Place, list[str]] = {}
        self._just_said: tuple[Place, list[str]] | None = None
        self._held: dict[int, float] = {}
        self._refusing = False
        self._died_at = float("-inf")
        # By chat: when Telegram counted something for the last time, and when something of an earlier process.
        self._counted_at: dict[int, float] = {}
        self._counted_before: dict[int, float] = {}

    def trace(self, line: str) -> None:
        """Notes what happens."""
        self.lines.append(f"{self._clock.steps:6} {self._clock.now:9.3f}  {line}")

    def violated(self, what: str) -> None:
        """Ends the run."""
        self.trace(f"VIOLATED: {what}")
        raise Violated(f"step {self._clock.steps}: {what}")

    def made(self, number: int, kind: str, update: dict[str, Any]) -> None:
        """Telegram has an update for us."""
        self.kinds[number] = kind
        chat = chat_of(update)
        sort = sort_of(json.dumps(update), chat)
        if sort.subject is not None:
            self._subjects.setdefault((chat, sort.person, sort.subject), []).append(number)
        self.effects.asked_at[number] = self._clock.now
        self.trace(f"update {number} ({kind}) is made")

    def moved(self, old: int, new: int) -> None:
        """A group has another number from now on."""
        self.effects.moved[old] = new
        self.trace(f"chat {old} becomes {new}")

    def died(self, where: str) -> None:
        """The process has died: what it said and did not commit may be said again."""
        self.trace(f"the process dies {where}")
        self._ended()

    def stopped(self) -> None:
        """The process has ended as it was told to: what it heard is committed, unless the database failed."""
        self.trace("the process has stopped")
        # An edit shows the name of its message again: that was heard, the edit need not be.
        sends = self._disk().rows("SELECT body FROM outbox WHERE kind = 'send'")
        for tag in {tag for (body,) in sends for tag in TAG.findall(body)}:
            if self._said.get(tag) == HEARD and self._disk().trouble_at < self._clock.now - 20.0:
                self.violated(f"{tag} is owed still after a stop, though Telegram's answer was heard")
        self._ended()

    def _ended(self) -> None:
        self._died_at, self._held = self._clock.now, {}
        self._counted_before |= self._counted_at
        self._counted_at = {}
        for tag in self._owed() & self._said.keys():
            self._said[tag] = LOST

    def _owed(self) -> set[str]:
        return {tag for (body,) in self._disk().rows("SELECT body FROM outbox") for tag in TAG.findall(body)}

    def asked(self, chat_id: int, *, refused: bool) -> None:
        """A message to the chat has come to Telegram, which refuses it for its own reasons or not."""
        self._refusing = refused
        if self._clock.now < self._held.get(chat_id, 0.0) - 1e-3:
            self.violated(f"chat {chat_id} is sent something, though Telegram asked to wait")

    def told_to_wait(self, chat_id: int, seconds: float) -> None:
        """The process has heard that it must wait."""
        self._held[chat_id] = self._clock.now + seconds

    def observe(self, exchange: Exchange) -> None:
        """An exchange with Telegram, as it is answered there."""
        if exchange.method not in SAYING:
            return
        chat_id, text = int(exchange.params["chat_id"]), str(exchange.params["text"])
        self.trace(f"{exchange.method} to {chat_id}: {text!r} -> {exchange.status}")
        if exchange.status == 429 and not self._refusing and not self._is_unknown(chat_id):
            self.violated(f"Telegram's flood limit is met in chat {chat_id}")
        if exchange.status == 400 and exchange.method == "editMessageText":
            self.effects.refused.update(TAG.findall(text))
        if exchange.status != 429:
            # What is refused for another reason counts, too.
            self._counted_at[chat_id] = self._clock.now
        if exchange.status != 200:
            return
        said, place = TAG.findall(text), (chat_id, int(exchange.result["message_id"]))
        self._just_said = place, said
        self._places[place] = FLYING, self._clock.now
        self._shown.setdefault(place, []).extend(said)
        self._in_order(said)
        for tag in said:
            origin = int(tag[1:].partition("/")[0])
            if chat_id not in (origin, self.effects.moved.get(origin)):
                self.violated(f"{tag} is said in chat {chat_id}")
            # Two presses under one version ask for the same; where it cannot be changed, or an answer comes in between,
            # each is said.
            excused = self.effects.refused | self.effects.shared
            if self._said.get(tag) == HEARD and tag not in excused:
                self.violated(f"{tag} is said again, though Telegram's answer was heard and no process died")
            self._said[tag] = FLYING
            self.effects.unsaid.pop(tag, None)

    def _is_unknown(self, chat_id: int) -> bool:
        """Whether Telegram still counts something in the chat that an earlier process sent there."""
        counted = COUNTED_GROUP if chat_id < 0 else COUNTED_PRIVATE
        return self._clock.now - self._counted_before.get(chat_id, float("-inf")) < counted

    def take_said(self) -> tuple[Place, list[str]] | None:
        """What the request that was just answered has said, and where; None when it said nothing."""
        said, self._just_said = self._just_said, None
        return said

    def heard(self, said: tuple[Place, list[str]] | None, *, lost: bool = False) -> None:
        """The process knows that Telegram has these, or will never know."""
        if said is not None:
            state = LOST if lost else HEARD
            self._places[said[0]] = state, self._places[said[0]][1]
            self._said.update(dict.fromkeys(said[1], state))

    def pressed(self, place: Place, shown: str, known: str | None, waited: float) -> None:
        """A press under a message that showed ``shown`` is handled, and the bot takes it for one under ``known``.

        What Telegram accepted unheard, or while the database failed, may not be noted yet, however long a handler
        ``waited``; nor may what is on its way for longer than it waits at most.
        """
        state, accepted_at = self._places[place]
        late = waited >= NOTED_SECONDS - 1e-3
        excused = state == LOST or late or self._disk().trouble_at >= accepted_at or self._died_at >= accepted_at
        history = self._shown[place]
        # What is wished for under a message that is about to change may change it back.
        changed = known in history[history.index(shown) + 1 :]
        if excused or changed or place[0] in self.effects.moved:
            return
        if known is None or self.effects.is_older(known, shown):
            self.violated(f"a press under {shown!r} in message {place} is taken for one under {known!r}")

    def _in_order(self, said: list[str]) -> None:
        self.effects.refresh()
        for tag in said:
            effect = self.effects.of.get(tag)
            if effect is None:
                self.violated(f"{tag} is said before what it answers is committed")
                return
            for earlier in self.effects.owed_before(effect):
                if earlier not in said:
                    self.violated(f"{tag} is said before {earlier}")

    def check_end(self) -> None:
        """Everything has come to rest: each update was handled once, everything owed was said, nothing is left."""
        rows = self._disk().rows
        found = rows("SELECT update_id, state, body, starts, error FROM inbox")
        states = {row[0]: row[1:] for row in found}
        counts = dict(rows("SELECT update_id, count(*) FROM effect GROUP BY update_id"))
        spared = {each for numbers in self._subjects.values() for each in numbers[:-1]}
        for number, kind in self.kinds.items():
            if number not in states:
                self.violated(f"update {number} ({kind}) is lost")
            given_up = kind in GIVEN_UP
            state, body, *_ = states[number]
            if state != (SET_ASIDE if given_up else DONE) or (state == DONE and body):
                self.violated(f"update {number} ({kind}) is left behind: {states[number]}")
            expected = 0 if given_up or kind == "ignored" else 1
            if counts.get(number, 0) != expected and not (number in spared and number not in counts):
                self.violated(f"update {number} ({kind}) was handled {counts.get(number, 0)} times")
        if left := rows("SELECT id, chat_id FROM outbox"):
            self.violated(f"rows of the outbox are left: {left}")
        self.effects.refresh()
        for tag, effect in self.effects.unsaid.items():
            if not self.effects.excused(tag, effect):
                self.violated(f"{tag} ({effect.kind}) was never said")
