"""A message that may become an article, and what can be told from the message alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from telegram import Message

from bot.domain.incoming.links import Links, links_of
from bot.domain.incoming.posts import Post, arrival_of, key_of, post_of
from bot.domain.incoming.split_posts import Arrival
from bot.domain.messages import ReplyTo
from bot.domain.parsing.intents.intent import Guess, Intent, Worth, intent_of, worth_of


@dataclass(frozen=True, eq=False)
class IncomingPost:
    """A message, handed on with what is in it: each property is worked out once, when it is first asked for."""

    message: Message

    @property
    def text(self) -> str:
        """The text or caption; "" when there is none."""
        return self.message.text or self.message.caption or ""

    @property
    def key(self) -> str:
        """The delivery key of an article made of the message's own text."""
        return key_of(self.message)

    @property
    def passed_on(self) -> bool:
        """Whether the message was forwarded."""
        return self.message.forward_origin is not None

    @property
    def as_reply(self) -> ReplyTo:
        """A reply to the message."""
        return ReplyTo(message_id=self.message.message_id)

    @property
    def leads(self) -> bool:
        """Whether what matters is likelier in the message's file or behind its link than in its text."""
        return self.message.document is not None or self.links.leads

    @cached_property
    def guess(self) -> Guess:
        """What the text is for, most likely; nobody writes a heading over a question."""
        return Guess(Intent.ARTICLE) if self.post.title else intent_of(self.text, forwarded=self.passed_on)

    @cached_property
    def worth(self) -> Worth:
        """What there is to keep of the text when somebody points at it."""
        return Worth.ARTICLE if self.post.title else worth_of(self.text)

    @cached_property
    def links(self) -> Links:
        """The links in the text."""
        return links_of(self.message)

    @cached_property
    def arrival(self) -> Arrival:
        """The message as others are told from it."""
        return arrival_of(self.message)

    @cached_property
    def post(self) -> Post:
        """The message's own text as an article."""
        return post_of(self.message)
