"""The inhabitants of a new playground: you, a few friends, and chats for trying things."""

from __future__ import annotations

from bot.playground.world.world import World


def furnish(world: World) -> None:
    """Adds people, a private chat that is not started yet, groups and a channel to a world without people."""
    if world.users:
        return
    you = world.person("You", started=False)
    friends = [world.person("Mia", started=False), world.person("Jonas", started=False)]
    circle = world.group("Reading circle", [you, *friends], bot="left")
    quarter = world.group("Harbour quarter", [you, *friends], bot="left", forum=True)
    you.creates_topic(quarter, "Ferries")
    you.creates_topic(quarter, "Town hall")
    channel = world.channel("Harbour Gazette")
    channel.members[you.id] = "creator"
    world.link(channel, circle)
    for group in (circle, quarter):
        you.adds_bot(group)
