"""What do people do? They write, forward, reply, edit, press, react, join and leave, as their clients let them.

In: calls of tests and of the page. Out: changes of the world's state, with the updates that Telegram has for them.
May import: the rest of `world`, but not `world.world`; `errors`, `text`. Public: `Person`.
"""

from bot.playground.world.people.person import Person

__all__ = ["Person"]
