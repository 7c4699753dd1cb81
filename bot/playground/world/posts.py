"""Objects in a chat: messages, button presses and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bot.playground.text import units
from bot.playground.world.watching import PATIENCE, Watched

FILE_LIMIT: Final = 20 * 1024 * 1024
Message = dict[str, Any]


@dataclass
class Post:
    """A message in a chat, kept current: an edit changes it in place and increments `version`.

    `data` is the message as the Bot API shows it. `unseen`: the bot was in the group and was not told of the message.
    """

    data: Message
    version: int = 0
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    unseen: bool = False

    @property
    def id(self) -> int:
        return int(self.data["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.data["chat"]["id"])

    @property
    def sender_id(self) -> int | None:
        """The user who sent it; `None` for a post in a channel's name."""
        return self.data["from"]["id"] if "from" in self.data else None

    @property
    def text(self) -> str:
        """Its text or caption, plain; empty when it has neither."""
        return str(self.data.get("text", self.data.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        return [*(self.data.get("entities") or self.data.get("caption_entities") or ())]

    @property
    def quote(self) -> str | None:
        """The text that it quotes natively from the message replied to."""
        return self.data["quote"]["text"] if "quote" in self.data else None

    @property
    def shown(self) -> str:
        """The visible words: its quotation and its own text."""
        return self.text if self.quote is None else f"{self.quote}\n{self.text}"

    @property
    def reply_to(self) -> int | None:
        """The id of the message replied to; `None` for a message that only belongs to a topic."""
        replied = self.data.get("reply_to_message", {})
        return None if "forum_topic_created" in replied else replied.get("message_id")

    @property
    def topic(self) -> int | None:
        """The id of its forum topic; `None` in General and elsewhere."""
        return self.data["message_thread_id"] if self.data.get("is_topic_message") else None

    @property
    def keyboard(self) -> list[dict[str, Any]]:
        """Its inline buttons, row after row."""
        return [button for row in self.data.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    @property
    def buttons(self) -> list[str]:
        """The labels of its inline buttons."""
        return [button["text"] for button in self.keyboard]

    def formatted(self, kind: str) -> list[str]:
        """The stretches of text under one kind of entity, such as "bold"."""
        return [
            units.cut(self.text, entity["offset"], entity["offset"] + entity["length"])
            for entity in self.entities
            if entity["type"] == kind
        ]


@dataclass
class Press:
    """A pressed button. `answer` is the one of `answerCallbackQuery`, `None` until then."""

    world: Watched
    id: str
    post: Post
    data: str
    pressed_at: float
    version: int
    by: int = 0
    answer: dict[str, Any] | None = None

    async def answered(self, timeout: float = PATIENCE) -> dict[str, Any]:
        """The bot's answer to the press (`text`, `show_alert`, `url`), awaited."""
        await self.world.until(lambda: self.answer is not None, timeout)
        assert self.answer is not None
        return self.answer

    async def edited(self, timeout: float = PATIENCE) -> Post:
        """The message, once the bot has edited it since the press."""
        await self.world.until(lambda: self.post.version > self.version, timeout)
        return self.post


@dataclass
class Call:
    """A guest call of the bot in a chat, by the message `post`. `answer` is the bot's message, `None` until then."""

    world: Watched
    id: str
    post: Post
    answer: Post | None = None

    async def answered(self, timeout: float = PATIENCE) -> Post:
        """The bot's message in that chat, awaited."""
        await self.world.until(lambda: self.answer is not None, timeout)
        assert self.answer is not None
        return self.answer


@dataclass(frozen=True)
class File:
    """A file on the server, as messages describe it. Its bytes are in the store."""

    file_id: str
    unique_id: str
    size: int
    name: str
    mime: str

    @property
    def path(self) -> str:
        return f"documents/{self.unique_id}/{self.name}"


@dataclass(frozen=True)
class Upload:
    """A file in a request."""

    name: str
    mime: str
    content: bytes
