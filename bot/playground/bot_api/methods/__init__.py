"""The Bot API's methods over the world, a file a concern. Each registers itself by name with its parameters."""

from bot.playground.bot_api.methods import callbacks, chats, files, inline, messages, profile, updates
from bot.playground.bot_api.methods.registry import METHODS, Call, Method

__all__ = ["METHODS", "Call", "Method", "callbacks", "chats", "files", "inline", "messages", "profile", "updates"]
