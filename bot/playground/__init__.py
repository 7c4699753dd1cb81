"""How can the bot be tried without Telegram? A local Telegram, for people without a token and for the tests.

In: what people do on a page or in tests (`World`, `Person`), and what the bot asks (`Api`). Out: updates and answers.
`start` serves both over HTTP; `InProcessRequest` (in `request`) lets python-telegram-bot call the `Api` without a
socket. Packages, each importing only those before it: `text`, `world`, `bot_api`, `web`.
It imports nothing else of `bot`, and only `ops` imports it.
"""

from bot.playground.bot_api.api import Api
from bot.playground.errors import ApiError, ConnectionDropped, PlaygroundError
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
