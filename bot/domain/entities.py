"""The entities that Telegram marked in a message's text."""

from __future__ import annotations

from telegram import Message, MessageEntity


def marked_words(message: Message, *kinds: str) -> list[tuple[MessageEntity, str]]:
    """The entities of these kinds in a text or caption, in order, each with its words."""
    wanted = [each for each in message.entities or message.caption_entities or () if each.type in kinds]
    if not wanted:
        return []
    # Encoded once for all entities: a rich message may have thousands.
    encoded = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    found = []
    for each in sorted(wanted, key=lambda entity: entity.offset):
        words = encoded[2 * each.offset : 2 * (each.offset + each.length)]
        found.append((each, words.decode("utf-16-le", "surrogatepass")))
    return found


def command_in(message: Message) -> str | None:
    """The command that a message begins with, as it is written ("/ask@verbatim_bot"); None when there is none.

    A command in the caption of a forwarded message is not the sender's.
    """
    if message.text is None and message.forward_origin is not None:
        return None
    found = marked_words(message, MessageEntity.BOT_COMMAND)
    return found[0][1] if found and found[0][0].offset == 0 else None
