"""The queue of a bot's updates: offsets, long polling, and the single poller."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.playground.errors import ApiError
from bot.playground.store import Store

# Sent only to a bot that requests them by name.
_ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS: Final = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
        "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request",
        "chat_boost", "removed_chat_boost", "managed_bot", "guest_message",
    }
)  # fmt: skip


@dataclass
class Webhook:
    """The address to which updates are posted instead of being fetched, and the last error there."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error: str = ""
    last_error_date: int = 0


class Updates:
    """Updates not yet confirmed by the bot, oldest first.

    `observe` sees each as it is made; `confirmed` is called when the bot has taken some.
    """

    def __init__(self, store: Store, observe: Callable[[dict[str, Any]], None], confirmed: Callable[[], None]) -> None:
        self._store = store
        self._observe = observe
        self._confirmed = confirmed
        self.pending: list[dict[str, Any]] = sorted(
            (value for _, value in store.all("update")), key=lambda update: int(update["update_id"])
        )
        settings = dict(store.all("setting"))
        self.allowed: list[str] = settings.get("allowed_updates", [])
        hook = settings.get("webhook")
        self.webhook = Webhook(**hook) if hook else None
        self._poller: asyncio.Future[None] | None = None
        self._changed = asyncio.Event()

    def allow(self, kinds: list[str]) -> None:
        """Restricts updates to these kinds; an empty list means Telegram's default, all but those on request."""
        self.allowed = [kind for kind in kinds if kind in KINDS]
        self._store.put("setting", "allowed_updates", self.allowed)

    def push(self, kind: str, payload: dict[str, Any]) -> dict[str, Any] | None:
        """Queues an update; returns `None` when the bot does not want that kind."""
        if kind not in self.allowed if self.allowed else kind in _ON_REQUEST:
            return None
        # A copy: a sent update stays as it was, even when the message is edited later.
        update = {"update_id": self._store.next("update_id", 700_000_001), kind: json.loads(json.dumps(payload))}
        self.pending.append(update)
        self._store.put("update", update["update_id"], update)
        self._observe(update)
        self.wake()
        return update

    def confirm(self, offset: int) -> None:
        """Forgets updates before `offset`, which the bot has seen; a negative offset keeps that many of the newest."""
        keep = [update for update in self.pending if update["update_id"] >= offset]
        if offset < 0:
            keep = self.pending[offset:]
        gone = self.pending[: len(self.pending) - len(keep)]
        for update in gone:
            self._store.drop("update", update["update_id"])
        self.pending = keep
        if gone:
            self._confirmed()

    def drop_all(self) -> None:
        """Forget every pending update."""
        if self.pending:
            self.confirm(self.pending[-1]["update_id"] + 1)

    def set_webhook(self, hook: Webhook | None) -> None:
        """Posts updates there from now on; `None` returns to fetching."""
        self.webhook = hook
        self._store.put("setting", "webhook", asdict(hook) if hook else None)
        self.wake()

    def wake(self) -> None:
        """Let a waiting poll look again."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self._changed.set()

    async def changed(self) -> None:
        """Wait for a new update, or for a webhook to be set or removed."""
        self._changed.clear()
        await self._changed.wait()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """What `getUpdates` returns. Raises a 409 `ApiError` when a later poll takes over."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(
                ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            )
            self._poller.exception()  # seen, even if that poll's connection has gone
        if offset:
            self.confirm(offset)
        if not self.pending and timeout > 0:
            waiter = self._poller = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await waiter
            except TimeoutError:
                pass
            finally:
                if self._poller is waiter:
                    self._poller = None
        return self.pending[:limit]
