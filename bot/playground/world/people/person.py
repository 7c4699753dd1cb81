"""People's actions: write, forward, reply, edit, press, join and leave. Tests and the page drive the world with
them."""

from __future__ import annotations

from bot.playground.world.people.membership import Membership
from bot.playground.world.people.pressing import Pressing
from bot.playground.world.people.writing import Writing


class Person(Writing, Pressing, Membership):
    """A Telegram user. Every `chat` argument means the private chat with the bot when left out."""
