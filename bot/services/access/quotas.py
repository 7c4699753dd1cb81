"""Quotas per person and chat: bursts pass, floods do not, and the sender is told of a refusal.

Each person and each chat has a token bucket per resource. It starts full, holds ten minutes' worth, and fills evenly.
An empty bucket stays closed for a while, so that one message covers all refusals of that window. Buckets are kept in
memory and start full with the process, which no outsider can restart. The number of a chat's articles is counted in
the database.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from telegram import Message, MessageEntity, Update

from bot.domain import callback_data
from bot.domain.allowance import BURST_MINUTES, Allowance, Resource
from bot.domain.entities import command_in
from bot.domain.incoming.links import LONGEST_TEASER
from bot.domain.parsing.intents.intent import Intent, intent_of
from bot.services.access.policy import AccessRequest

# The bytes charged for a link: its size is unknown before the fetch.
LINK_BYTES = 1_000_000
# Buttons that keep something, and their cost.
_KEEPING = {
    callback_data.KEEP: {Resource.ARTICLES: 1.0},
    callback_data.LINK: {Resource.ARTICLES: 1.0, Resource.BYTES: LINK_BYTES},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refused update. ``first``: the refusal is announced now; later ones in the same window are silent."""

    kind: Resource
    first: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A closed window in which more was refused than the one message that was answered."""

    kind: Resource
    chat_id: int
    count: int
    last: int
    language: str | None


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    closed_until: float = 0.0
    refused: int = 0
    chat_id: int = 0
    last: int = 0
    language: str | None = None


@dataclass(slots=True)
class Quotas:
    """Charges updates. Times are seconds of any one clock; nothing here waits.

    The number of remembered buckets, article counts and decisions is bounded.
    """

    allowance: Allowance = field(default_factory=Allowance)
    most_buckets: int = 20_000
    most_decisions: int = 10_000
    _buckets: dict[tuple[Resource, int], _Bucket] = field(default_factory=dict)
    # An upper bound for the chat's articles: some may have been forgotten since the count.
    _held: dict[int, int] = field(default_factory=dict)
    # A retried update is neither charged nor refused twice.
    _decided: OrderedDict[int, Refusal | None] = field(default_factory=OrderedDict)
    # The same for messages that turned out to be articles only during handling.
    _decided_later: OrderedDict[int, Refusal | None] = field(default_factory=OrderedDict)

    def charge(self, update: Update, access_request: AccessRequest, now: float) -> Refusal | None:
        """Charges the cost of the update. If a limit is in the way, charges nothing and returns the refusal."""
        if update.update_id in self._decided:
            return self._decided[update.update_id]
        refusal = self._charged(update, access_request, cost_of(update, access_request), now)
        return self._decide(self._decided, update, refusal)

    def charge_article(
        self, update: Update, access_request: AccessRequest, message: Message, now: float, *, unasked: bool = False
    ) -> Refusal | None:
        """Charges the cost of keeping ``message``, less the amount that ``charge`` took for the update.

        ``unasked``: nobody is told of a refusal, so it closes no bucket.
        """
        if update.update_id in self._decided_later:
            return self._decided_later[update.update_id]
        paid = cost_of(update, access_request)
        cost = {kind: amount for kind, amount in article_cost(message).items() if kind not in paid}
        refusal = self._charged(update, access_request, cost, now, aloud=not unasked)
        return self._decide(self._decided_later, update, refusal)

    def _decide(
        self, decided: OrderedDict[int, Refusal | None], update: Update, refusal: Refusal | None
    ) -> Refusal | None:
        decided[update.update_id] = refusal
        if len(decided) > self.most_decisions:
            decided.popitem(last=False)
        return refusal

    def refuse(self, kind: Resource, update: Update, access_request: AccessRequest, now: float) -> Refusal:
        """Refuses for a reason found elsewhere: the chat is full."""
        refusal = _refused(kind, self._bucket(kind, access_request.place, 0.0, now), update, access_request, now)
        self._decided[update.update_id] = refusal
        return refusal

    def has_room(self, place: int) -> bool:
        """Whether a chat surely has room for one more article, and counts it; if unsure, call ``counted``."""
        held = self._held.get(place)
        if not self.allowance.articles_kept:
            return True
        if held is None or held >= self.allowance.articles_kept:
            return False
        self._held[place] = held + 1
        return True

    def counted(self, place: int, held: int) -> bool:
        """Records how many articles a chat holds; returns whether there is room for one more, and counts it."""
        if len(self._held) >= self.most_buckets:
            self._held.clear()
        self._held[place] = held
        return self.has_room(place)

    def adopted(self, place: int) -> None:
        """Counts the chat's articles again next time: another process may have added some."""
        self._held.pop(place, None)

    def over(self, now: float) -> Iterator[Over]:
        """The windows that ended since the last call."""
        for (kind, _), bucket in list(self._buckets.items()):
            if bucket.refused and bucket.closed_until <= now:
                count, bucket.refused = bucket.refused, 0
                if count > 1:
                    chat, last, language = bucket.chat_id, bucket.last, bucket.language
                    yield Over(kind=kind, chat_id=chat, count=count, last=last, language=language)

    def _charged(
        self,
        update: Update,
        access_request: AccessRequest,
        cost: dict[Resource, float],
        now: float,
        *,
        aloud: bool = True,
    ) -> Refusal | None:
        keys = dict.fromkeys(key for key in (access_request.place, access_request.person) if key is not None)
        taken: list[tuple[_Bucket, float]] = []
        for kind, amount in cost.items():
            capacity = self.allowance.capacity(kind)
            if not capacity:
                continue
            for key in keys:
                bucket = self._bucket(kind, key, capacity, now)
                if bucket.closed_until > now or bucket.left < min(amount, capacity):
                    if not aloud:
                        return Refusal(kind=kind, first=False, seconds=max(0.0, bucket.closed_until - now))
                    return _refused(kind, bucket, update, access_request, now)
                taken.append((bucket, amount))
        for bucket, amount in taken:
            bucket.left -= amount
        return None

    def _bucket(self, kind: Resource, key: int, capacity: float, now: float) -> _Bucket:
        bucket = self._buckets.get((kind, key))
        if bucket is None:
            if len(self._buckets) >= self.most_buckets:
                self._forget(now)
            bucket = self._buckets[kind, key] = _Bucket(capacity, now)
        elif capacity:
            bucket.left = min(capacity, bucket.left + max(0.0, now - bucket.at) * self.allowance.a_second(kind))
            bucket.at = now
        return bucket

    def _forget(self, now: float) -> None:
        """Drops the buckets that are full again: new ones are equivalent."""
        for (kind, key), bucket in list(self._buckets.items()):
            idle = 86400.0 if kind is Resource.BYTES else 60.0 * BURST_MINUTES
            if not bucket.refused and bucket.closed_until <= now and bucket.at + idle <= now:
                del self._buckets[kind, key]


def _refused(kind: Resource, bucket: _Bucket, update: Update, access_request: AccessRequest, now: float) -> Refusal:
    first = bucket.closed_until <= now
    if first:
        bucket.closed_until, bucket.refused = now + kind.value, 0
    message, user = update.effective_message, update.effective_user
    if update.guest_message is not None:
        # No later notice is due, least of all in another chat.
        return Refusal(kind=kind, first=first, seconds=bucket.closed_until - now)
    bucket.refused += 1
    bucket.chat_id, bucket.language = access_request.place, user.language_code if user else None
    bucket.last = message.message_id if message is not None else bucket.last
    return Refusal(kind=kind, first=first, seconds=bucket.closed_until - now)


def cost_of(update: Update, access_request: AccessRequest) -> dict[Resource, float]:
    """The certain cost of handling the update. Talk among people in a group, joining and leaving cost nothing.

    Whether a message becomes an article is often known only later: see ``Quotas.charge_article``.
    """
    if update.callback_query is not None:
        verb = (update.callback_query.data or "").partition(":")[0]
        return _KEEPING.get(verb, {Resource.QUESTIONS: 1.0})
    if update.guest_message is not None:
        return {Resource.QUESTIONS: 1.0}
    message = update.effective_message
    if not isinstance(message, Message):
        return {Resource.QUESTIONS: 1.0} if update.inline_query is not None else {}
    if update.edited_message is not None:
        return {Resource.QUESTIONS: 1.0}
    if access_request.group and not access_request.addressed:
        return {}
    kept = _told_to_keep(message)
    if kept is not None:
        return article_cost(kept)
    return {Resource.QUESTIONS: 1.0} if access_request.group else _private(message)


def article_cost(message: Message) -> dict[Resource, float]:
    """The cost of keeping the message, or the page or file that it leads to."""
    size = _bytes(message)
    return {Resource.ARTICLES: 1.0, Resource.BYTES: size} if size else {Resource.ARTICLES: 1.0}


def _told_to_keep(message: Message) -> Message | None:
    """The message that /keep is to keep; None for a message without /keep."""
    command = (command_in(message) or "").partition("@")[0].lower()
    return (message.reply_to_message or message) if command == "/keep" else None


def _private(message: Message) -> dict[Resource, float]:
    text = message.text or message.caption or ""
    if _bytes(message):
        return article_cost(message)
    forwarded = message.forward_origin is not None
    if text.startswith("/") or (not forwarded and intent_of(text, forwarded=False).intent is not Intent.ARTICLE):
        return {Resource.QUESTIONS: 1.0}
    return article_cost(message)


def _bytes(message: Message) -> float:
    """The bytes to fetch for a message: its file, or the page that it seems to refer to."""
    if message.document is not None:
        return float(message.document.file_size or LINK_BYTES)
    entities = message.entities or message.caption_entities or ()
    linked = any(each.type in (MessageEntity.URL, MessageEntity.TEXT_LINK) for each in entities)
    return LINK_BYTES if linked and len(message.text or message.caption or "") <= LONGEST_TEASER else 0.0
