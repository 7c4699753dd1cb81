"""aiogram's types, built when they are needed.

aiogram builds all of its 500 models on import, each with everything inside it: nine seconds that every test run would
spend, for a handful of models. Here they are imported unbuilt; `ready` builds those of one annotation, once.
"""

from __future__ import annotations

import inspect
import typing
from functools import cache
from typing import Any
from unittest.mock import patch

import pydantic

with patch.object(pydantic.BaseModel, "model_rebuild", classmethod(lambda _, **__: None)):
    import aiogram.methods
    import aiogram.types
from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod
from aiogram.types import Update

__all__ = ["METHODS", "TelegramMethod", "Update", "ready", "ready_method"]

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__.lower(): method
    for _, method in inspect.getmembers(aiogram.methods, inspect.isclass)
    if issubclass(method, TelegramMethod) and method is not TelegramMethod
}
_NAMES = {**vars(typing), **vars(aiogram.types), "Default": Default}


@cache
def ready(annotation: Any) -> pydantic.TypeAdapter[Any]:
    """What validates values of that type; its models are complete afterwards."""
    _build(annotation)
    return pydantic.TypeAdapter(annotation)


@cache
def ready_method(method: type[TelegramMethod[Any]]) -> type[TelegramMethod[Any]]:
    """The method, complete, as is what it returns."""
    _build(method)
    ready(method.__returning__)
    return method


def _build(annotation: Any) -> None:
    if inspect.isclass(annotation) and issubclass(annotation, pydantic.BaseModel):
        annotation.model_rebuild(_types_namespace=_NAMES)
    for inner in typing.get_args(annotation):
        _build(inner)
