"""Errors of the playground."""

from __future__ import annotations

from typing import Any


class PlaygroundError(Exception):
    """The playground cannot start or continue; the message says why and which setting to change."""


class ApiError(Exception):
    """A request that Telegram would refuse.

    `code` and `description` are those of the answer; `parameters` is its machine-readable part (`retry_after`,
    `migrate_to_chat_id`), empty when there is none.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON answer as Telegram words it."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = dict(self.parameters)
        return answer


class ConnectionDropped(Exception):
    """The connection breaks before the answer: a fault that a test requested."""


def bad_request(description: str) -> ApiError:
    """A 400; `description` is Telegram's wording without its "Bad Request: " prefix."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """A 403; `description` is Telegram's wording without its "Forbidden: " prefix."""
    return ApiError(403, f"Forbidden: {description}")
