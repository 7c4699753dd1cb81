"""Who administers which group: Telegram's answer, cached briefly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from telegram import Bot, ChatMember, ChatMemberRestricted

from bot.transport.refusals import Logged

# One question to Telegram serves a walk through a menu, and a former administrator loses the rights soon.
REMEMBERED_SECONDS = 20.0
# For a list of what somebody may choose, each of which is asked about anew when it is chosen.
LISTED_SECONDS = 60.0
ASKED_AT_ONCE = 10
MOST_REMEMBERED = 1000
ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Administrators:
    """A cache of administrators. ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # By chat and person: when Telegram was asked, and its answer; None when it did not say.
        self._known: dict[tuple[int, int], tuple[float, bool | None]] = {}

    async def include(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Whether that person administers the group; False when Telegram does not say."""
        asked_at, answer = self._known.get((chat_id, user_id), (0.0, None))
        if answer is not None and self._clock() < asked_at + REMEMBERED_SECONDS:
            return answer
        return await self._ask(bot, chat_id, user_id) is True

    async def among(self, bot: Bot, chats: Sequence[int], user_id: int, most: int) -> list[int]:
        """The first ``most`` of these chats that the person administers, as far as Telegram said within a minute.

        Telegram is asked about ``ASKED_AT_ONCE`` chats at a time, and about no more than it takes.
        """
        found: list[int] = []
        for start in range(0, len(chats), ASKED_AT_ONCE):
            if len(found) >= most:
                break
            some = chats[start : start + ASKED_AT_ONCE]
            answers = await asyncio.gather(*(self._listed(bot, each, user_id) for each in some))
            found += [each for each, answer in zip(some, answers, strict=True) if answer]
        return found[:most]

    async def _listed(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        known = self._known.get((chat_id, user_id))
        if known is not None and self._clock() < known[0] + LISTED_SECONDS:
            return known[1] is True
        return await self._ask(bot, chat_id, user_id) is True

    async def _ask(self, bot: Bot, chat_id: int, user_id: int) -> bool | None:
        now, answer = self._clock(), await _administers(bot, chat_id, user_id)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[chat_id, user_id] = (now, answer)
        return answer


async def sees_everything(bot: Bot, chat_id: int) -> bool:
    """Whether Telegram shows the bot all messages of a group: privacy mode is off, or the bot administers it."""
    with Logged("to say who we are"):
        if (await bot.get_me()).can_read_all_group_messages:
            return True
        return await administered(bot, chat_id)
    return False


async def administers(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Whether that person administers the group or channel at this moment; False when Telegram does not say."""
    return await _administers(bot, chat_id, user_id) is True


async def administered(bot: Bot, chat_id: int) -> bool:
    """Whether the bot administers a group, as far as Telegram says."""
    return await administers(bot, chat_id, bot.id)


async def may_write(bot: Bot, chat_id: int) -> bool:
    """Whether the bot may send messages to a group, as far as Telegram says."""
    member = await _member(bot, chat_id, bot.id)
    if member is None or member.status in ADMINISTRATORS:
        return True
    if isinstance(member, ChatMemberRestricted):
        return member.can_send_messages
    with Logged("to say what a group allows"):
        allowed = (await bot.get_chat(chat_id)).permissions
        return allowed is None or allowed.can_send_messages is not False
    return True


async def _administers(bot: Bot, chat_id: int, user_id: int) -> bool | None:
    """Whether that person administers a group; None when Telegram does not say."""
    member = await _member(bot, chat_id, user_id)
    if member is not None:
        return member.status in ADMINISTRATORS
    # A bot that is no administrator need not be told of other members, but is told who the administrators are.
    with Logged("to say who administers a group"):
        return any(each.user.id == user_id for each in await bot.get_chat_administrators(chat_id))
    return None


async def _member(bot: Bot, chat_id: int, user_id: int) -> ChatMember | None:
    """Somebody's membership in a group; None when Telegram does not say."""
    with Logged("to say what somebody is in a group"):
        return await bot.get_chat_member(chat_id, user_id)
    return None
