"""How a method declares its name and parameters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.playground.bot_api.params import ParameterType
from bot.playground.errors import bad_request
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post, Upload

if TYPE_CHECKING:
    from bot.playground.world.world import World


@dataclass(frozen=True)
class Call:
    """One request: the world, its typed parameters and its uploaded files."""

    world: World
    params: dict[str, Any]
    files: Mapping[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)

    def chat(self) -> Chat:
        return self.world.find_chat(self.get("chat_id"))

    def writable_chat(self) -> Chat:
        """The chat, if the bot may write there; counts the message if flood limits are on."""
        chat = self.chat()
        chat.check_bot_may_write(self.world.bot["id"])
        if self.world.limits is not None:
            self.world.limits.check(chat.id)
        return chat

    def post(self, chat: Chat, missing: str) -> Post:
        """The message with the id `message_id`. Raises `ApiError` with `missing` when there is none."""
        if "message_id" not in self.params:
            raise bad_request("message identifier is not specified")
        post = self.world.find_post(chat, self.params["message_id"])
        if post is None:
            raise bad_request(missing)
        return post


Handler = Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True)
class Method:
    name: str
    params: Mapping[str, ParameterType]
    handle: Handler


METHODS: Final[dict[str, Method]] = {}  # filled when the method files are imported, never afterwards


def method(name: str, /, **params: ParameterType) -> Callable[[Handler], Handler]:
    """Register a function as the method of that name. Telegram reads method names without regard to case."""

    def register(handle: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, params, handle)
        return handle

    return register
