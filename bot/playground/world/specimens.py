"""Messages without readable text: one of each kind, for trying how a bot reacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.playground.world.posts import Message
from bot.playground.world.state import WorldState

_POLL: Final = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
_POLL_MORE: Final = {
    "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
}  # fmt: skip


def _file(world: WorldState, name: str, mime: str) -> dict[str, Any]:
    file = world.add_file(name, mime, b"\x00" * 512)
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}


def _voice(world: WorldState) -> Message:
    return {"voice": {**_file(world, "voice.ogg", "audio/ogg"), "duration": 7, "mime_type": "audio/ogg"}}


def _sticker(world: WorldState) -> Message:
    kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👋"}
    return {"sticker": {**_file(world, "sticker.webp", "image/webp"), **kind}}


def _poll(world: WorldState) -> Message:
    names = ("On Saturday", "On Sunday")
    options = [
        {"persistent_id": str(number), "text": name, "voter_count": 0} for number, name in enumerate(names, start=1)
    ]
    number = str(world.store.next("poll", 6_000_000_000_001))
    question = {"id": number, "question": "When shall we meet?", "options": options}
    return {"poll": {**question, **_POLL, **_POLL_MORE}}


def _contact(_: WorldState) -> Message:
    return {"contact": {"phone_number": "+44 20 7946 0000", "first_name": "Harbour office"}}


def _location(_: WorldState) -> Message:
    return {"location": {"latitude": 57.05, "longitude": -2.13}}


SPECIMENS: Final[dict[str, Callable[[WorldState], Message]]] = {
    "voice": _voice,
    "sticker": _sticker,
    "poll": _poll,
    "contact": _contact,
    "location": _location,
}
