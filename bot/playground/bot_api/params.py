"""Converts a request's parameters from strings or JSON to the types that the method expects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from bot.playground.errors import bad_request

ParameterType = Literal["int", "float", "str", "bool", "json", "chat", "file"]


def decode(raw: Mapping[str, Any], spec: Mapping[str, ParameterType], *, strict: bool) -> dict[str, Any]:
    """The parameters by name, typed; null ones are omitted.

    Values may be strings (urlencoded and multipart forms) or JSON values. Raises `ApiError` for a value of the wrong
    type and, if `strict`, for a parameter that the method does not have.
    """
    decoded = {}
    for name, value in raw.items():
        kind = spec.get(name)
        if kind is None:
            if strict:
                raise bad_request(f"the playground knows no parameter {name!r} of this method")
            continue
        if value is not None:
            decoded[name] = _typed(name, kind, value)
    return decoded


def _typed(name: str, kind: ParameterType, value: Any) -> Any:
    if kind == "bool":
        return value if isinstance(value, bool) else str(value).strip().lower() in ("true", "yes", "1")
    if kind in ("int", "float"):
        try:
            return int(value) if kind == "int" else float(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified: a number is expected") from None
    if kind == "json":
        return _json(name, value)
    if kind == "chat":
        return value if isinstance(value, int) else str(value).strip()
    return value if isinstance(value, str) else json.dumps(value)


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
