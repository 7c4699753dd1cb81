"""A second opinion on every request, answer and update: aiogram's types and python-telegram-bot's own parsing.

`Validator().watch(api)` looks at everything that passes through an `Api`; `problems` says what was not as Telegram has
it. Nothing is raised while the bot runs, for the bot would catch it: a fixture asserts `problems == []` at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import telegram
from pydantic import BaseModel, ValidationError

from bot.playground import Api, Exchange
from tests.support.playground.newer_types import NEWER

if TYPE_CHECKING:
    from tests.support.playground.aiogram_types import TelegramMethod

# Newer than python-telegram-bot 22.8, which keeps it aside; aiogram insists on it.
_NEWER = frozenset({"can_send_welcome_messages", "rich_message", "receiver_user", "ephemeral_message_id"})
# Newer than aiogram 3.31.
_NEWEST = frozenset({"quote_rich_texts"})
# What python-telegram-bot makes of a method's result; other results are plain values.
_RESULTS: dict[str, type[telegram.TelegramObject]] = {
    "getMe": telegram.User,
    "sendMessage": telegram.Message,
    "sendDocument": telegram.Message,
    "forwardMessage": telegram.Message,
    "editMessageText": telegram.Message,
    "editMessageCaption": telegram.Message,
    "editMessageReplyMarkup": telegram.Message,
    "getChat": telegram.ChatFullInfo,
    "getChatMember": telegram.ChatMember,
    "getFile": telegram.File,
    "answerGuestQuery": telegram.SentGuestMessage,
    "getWebhookInfo": telegram.WebhookInfo,
    "getUpdates": telegram.Update,
    "getChatAdministrators": telegram.ChatMember,
    "getMyCommands": telegram.BotCommand,
}


# Longer strings are no names of kinds; "HTML", "bold" and reactions are short.
_LONGEST_NAME = 32

# The forms of what was looked at and found to be in order: the next of the same form need not be looked at again.
_GOOD: set[Hashable] = set()


class Validator:
    """Collects, in words, whatever aiogram or python-telegram-bot would not understand."""

    def __init__(self) -> None:
        # Who does not validate does not wait until it is loaded.
        from tests.support.playground import aiogram_types

        self._types = aiogram_types
        self.problems: list[str] = []
        self.seen = 0

    def watch(self, api: Api) -> Validator:
        """Look at every exchange and update of this `Api` from now on; returns itself."""
        api.observers.append(self.exchange)
        api.world.update_observers.append(self.update)
        return self

    def update(self, update: dict[str, Any]) -> None:
        """Check an update as it is made."""
        self.seen += 1
        form = form_of(update)
        if form not in _GOOD:
            before = len(self.problems)
            self._model(lambda: f"update {update}", self._types.Update, update)
            self._object("update", telegram.Update, update)
            self._remember(form, before)

    def exchange(self, exchange: Exchange) -> None:
        """Check a request that was understood, and what was answered."""
        self.seen += 1
        said = exchange.method, exchange.status, exchange.files, form_of(exchange.params), form_of(exchange.result)
        if said not in _GOOD:
            before = len(self.problems)
            self._look(exchange)
            self._remember(said, before)

    def _remember(self, form: Hashable, problems: int) -> None:
        if len(self.problems) == problems:
            _GOOD.add(form)

    def _look(self, exchange: Exchange) -> None:
        newer = NEWER.get(exchange.method)
        if newer is not None:
            self._model(lambda: exchange.method, newer, dict(exchange.params))
            return
        method = self._types.METHODS.get(exchange.method.lower())
        if method is None:
            self.problems.append(f"{exchange.method} is no method of the Bot API")
            return
        given = dict(exchange.params) | {name: _Upload() for name in exchange.files if name in method.model_fields}
        if exchange.status == 200:  # what Telegram refuses need not be well formed
            self._request(f"{exchange.method}({exchange.params})", method, given)
            result = exchange.result
            if exchange.method == "getUpdates" and all(form_of(each) in _GOOD for each in result):
                return  # looked at when it was made
            self._model(lambda: f"{exchange.method} -> {result}", method.__returning__, result)
            # An edit of a message that was sent by way of inline mode is answered with True.
            if (kind := _RESULTS.get(exchange.method)) is not None and result is not True:
                for one in result if isinstance(result, list) else [result]:
                    self._object(exchange.method, kind, one)

    def _request(self, what: str, method: type[TelegramMethod[Any]], given: dict[str, Any]) -> None:
        try:
            self._types.ready_method(method)
            made = method.model_construct(**given) if _has_upload(given) else method.model_validate(given)
        except ValidationError as error:
            self.problems.append(f"{what}: {error}")
            return
        self.problems += [f"{what}: unknown {name}" for name in unknown_fields(made)]

    def _model(self, what: Callable[[], str], kind: Any, raw: Any) -> None:
        try:
            made = self._types.ready(kind).validate_python(raw)
        except ValidationError as error:
            self.problems.append(f"{what()}: {error}")
            return
        self.problems += [f"{what()}: unknown {name}" for name in unknown_fields(made)]

    def _object(self, what: str, kind: type[telegram.TelegramObject], raw: Any) -> None:
        try:
            made = kind.de_json(raw, None)
        except Exception as error:
            self.problems.append(f"{what}: python-telegram-bot cannot parse {raw}: {error!r}")
            return
        self.problems += [f"{what}: python-telegram-bot does not know {name}" for name in unknown_arguments(made)]


class _Upload:
    """Stands for a file that came with a request."""


def _has_upload(given: dict[str, Any]) -> bool:
    return any(isinstance(value, _Upload) for value in given.values())


def form_of(value: Any) -> Hashable:
    """All that either of the two can object to: the names of fields, the types of values, and names of kinds.

    Neither looks at a number or a text any closer than that. Which elements a list has counts, not how many of each.
    """
    if isinstance(value, Mapping):
        return frozenset((name, form_of(inner)) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return list, frozenset(map(form_of, value))
    if isinstance(value, str):
        named = len(value) <= 2 or (len(value) <= _LONGEST_NAME and value.isidentifier())
        return value if named else str
    # mypy takes a class for a value that cannot be hashed.
    kind: Any = type(value)
    return value if isinstance(value, bool) else kind


def unknown_fields(value: Any, path: str = "") -> list[str]:
    """The fields, at any depth, that aiogram's models took without knowing them."""
    if isinstance(value, BaseModel):
        found = [f"{path}.{name}" for name in value.model_extra or {} if name not in _NEWEST]
        return found + [
            name for key, inner in value.__dict__.items() for name in unknown_fields(inner, f"{path}.{key}")
        ]
    if isinstance(value, list | tuple):
        return [name for inner in value for name in unknown_fields(inner, f"{path}[]")]
    return []


@cache
def _names(kind: type[telegram.TelegramObject]) -> frozenset[str]:
    """Of its fields."""
    names = {name for each in kind.__mro__ for name in getattr(each, "__slots__", ())}
    return frozenset(name for name in names if not name.startswith("_"))


def unknown_arguments(value: Any, path: str = "") -> list[str]:
    """The fields, at any depth, that python-telegram-bot kept in `api_kwargs` because it does not know them."""
    if isinstance(value, telegram.TelegramObject):
        found = [f"{path}.{name}" for name in value.api_kwargs if name not in _NEWER]
        # mypy takes a class for an instance that cannot be hashed.
        kind: Any = type(value)
        fields = {name: getattr(value, name, None) for name in _names(kind)}
        return found + [name for key, inner in fields.items() for name in unknown_arguments(inner, f"{path}.{key}")]
    if isinstance(value, list | tuple):
        return [name for inner in value for name in unknown_arguments(inner, f"{path}[]")]
    return []
