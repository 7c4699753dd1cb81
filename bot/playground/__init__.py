"""A local Telegram: a Bot API server and a chat page, for people without a token and for the tests.

`World` holds people, chats and messages; `Api` answers Bot API requests over it; `start` serves both over HTTP;
`InProcessRequest` (in `request`) lets python-telegram-bot call the `Api` without a socket.
"""

from bot.playground.bot_api.api import Api
from bot.playground.bot_api.errors import ApiError, ConnectionDropped, PlaygroundError
from bot.playground.run import RunningPlayground, start
from bot.playground.world.chats import Chat
from bot.playground.world.faults import FloodLimits
from bot.playground.world.people import Person
from bot.playground.world.posts import Post, Press
from bot.playground.world.world import Exchange, World

__all__ = [
    "Api",
    "ApiError",
    "Chat",
    "ConnectionDropped",
    "Exchange",
    "FloodLimits",
    "Person",
    "PlaygroundError",
    "Post",
    "Press",
    "RunningPlayground",
    "World",
    "start",
]
