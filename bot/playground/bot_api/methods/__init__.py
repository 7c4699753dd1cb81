"""What does each method of the Bot API do to the world? A file a concern; each registers itself by its name.

In: a ``Call`` with checked parameters. Out: what Telegram answers, or an error of ``errors``.
May import: the rest of ``bot_api``, ``world``, ``text``, ``errors``.
"""

from bot.playground.bot_api.methods import callbacks, chats, ephemeral, files, inline, messages, profile, updates
from bot.playground.bot_api.methods.registry import METHODS, Call, Method

__all__ = [
    "METHODS",
    "Call",
    "Method",
    "callbacks",
    "chats",
    "ephemeral",
    "files",
    "inline",
    "messages",
    "profile",
    "updates",
]
