"""What a message is that has nothing to read in it, so that people hear why."""

from __future__ import annotations

from enum import Enum

from telegram import Message

from bot.domain.incoming.rich_messages import stored_of


class MessageKind(Enum):
    """What a message mainly is; the values are the fields of the Bot API that tell."""

    POLL = ("poll",)
    VOICE = ("voice",)
    VIDEO = ("video", "video_note")
    # Telegram gives these a document as well.
    ANIMATION = ("animation",)
    PICTURE = ("photo", "live_photo")
    AUDIO = ("audio",)
    STICKER = ("sticker",)
    STORY = ("story",)
    PLACE = ("location", "venue")
    CONTACT = ("contact",)
    GAME = ("game", "dice")
    CHECKLIST = ("checklist",)
    PAID = ("paid_media",)
    GIVEAWAY = ("giveaway", "giveaway_winners")
    # Known, but with no name of its own: an invoice, a rich message without text.
    OTHER = ("document", "invoice", "passport_data", "successful_payment", "refunded_payment", "text", "caption")
    # Newer than we are.
    UNKNOWN = ()


def kind_of(message: Message) -> MessageKind:
    """What the message mainly is."""
    for kind in MessageKind:
        if any(getattr(message, name, None) for name in kind.value):
            return kind
    return MessageKind.UNKNOWN if stored_of(message) is None else MessageKind.OTHER
