"""Updates as Telegram sent them, however broken they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def chat_of(update: object) -> int:
    """The chat that a raw update belongs to, or else the person; 0 when it names none. It need not be well-formed."""
    for payload in update.values() if isinstance(update, Mapping) else ():
        if isinstance(payload, Mapping):
            for path in (("chat",), ("message", "chat"), ("from",), ("user",)):
                found = _number(payload, path)
                if found is not None:
                    return found
    return 0


def _number(payload: Mapping[str, Any], path: tuple[str, ...]) -> int | None:
    for name in (*path, "id"):
        inner = payload.get(name)
        if name == "id":
            # What no database has room for is nobody's number.
            return inner if isinstance(inner, int) and -(2**63) <= inner < 2**63 else None
        if not isinstance(inner, Mapping):
            return None
        payload = inner
    return None
