"""Who lives in a new playground: you, a few friends, and the chats to try things in."""

from __future__ import annotations

from bot.playground.world import World


def furnish(world: World) -> None:
    """Put people, a private chat that waits for its start, and a group into a world that has nobody yet."""
    if world.users:
        return
    you = world.person("You", started=False)
    friends = [world.person("Mia", started=False), world.person("Jonas", started=False)]
    world.group("Reading circle", [you, *friends])
