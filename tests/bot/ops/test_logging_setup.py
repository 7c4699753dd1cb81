"""What the operator can rely on: a log that machines read has an object a line, and no log holds a token."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, TimedOut

from bot.config import Settings, SettingsError
from bot.ops.logging_setup import JsonLines, NoTokens
from tests.support.cases import every_case
from tests.support.programs import run_program

TOKEN = "123456789:AAFabcdefghijklmnop_-q"


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    raised = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("bot.some", logging.ERROR, "some.py", 1, message, arguments, raised)


def test_a_line_is_an_object_whatever_is_in_the_message() -> None:
    line = JsonLines().format(record('two\nlines, "quoted" %s\u2028', "Ümlaut \ud83d"))
    assert len(line.splitlines()) == 1
    read = json.loads(line)
    assert read["message"] == 'two\nlines, "quoted" Ümlaut \ud83d\u2028'
    assert (read["level"], read["logger"]) == ("ERROR", "bot.some")
    assert datetime.fromisoformat(read["time"]).utcoffset() == timedelta(0)
    assert "trace" not in read


def test_our_lines_say_which_event_they_are_of_and_others_do_not() -> None:
    line = record("outbox.given_up: a message is given up after %d tries", 9)
    assert json.loads(JsonLines().format(line))["event"] == "outbox.given_up"
    assert "event" not in json.loads(JsonLines().format(record("hello: world")))
    line.name = "aiohttp.access"
    assert "event" not in json.loads(JsonLines().format(line))


@pytest.mark.parametrize("formatter", [JsonLines(), NoTokens("%(message)s")])
def test_no_token_is_in_a_message_or_a_trace(formatter: logging.Formatter) -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        line = formatter.format(record("called %s", f"/bot{TOKEN}/", error=error))
    assert TOKEN not in line
    assert line.count("<token>") >= 2
    assert "ValueError" in line


@every_case("formatter", [JsonLines(), NoTokens("%(message)s")])
@every_case("kind", [InvalidToken, NetworkError, TimedOut, BadRequest, OSError, RuntimeError])
def test_no_token_is_in_the_trace_of_an_error_that_another_one_led_to(
    formatter: logging.Formatter, kind: type[Exception]
) -> None:
    try:
        try:
            raise kind(
                f"The token `{TOKEN}` was rejected by https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/"
            )
        except kind as error:
            raise RuntimeError(f"because of {error!r}") from error
    except RuntimeError as error:
        line = formatter.format(record("%s", error, error=error))
    assert TOKEN.partition(":")[2] not in line


@every_case("wrong", [f" {TOKEN} x", f"{TOKEN}!", f"bot{TOKEN}", f"'{TOKEN}'"])
def test_no_token_is_in_what_is_said_of_a_wrong_one_or_of_the_settings(wrong: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load({"TELEGRAM_BOT_TOKEN": wrong}, None)
    assert TOKEN not in str(refused.value)
    assert TOKEN not in repr(Settings.load({"TELEGRAM_BOT_TOKEN": TOKEN}, None))


def test_log_format_decides_how_the_whole_process_logs() -> None:
    assert json.loads(run_program("logs_a_line", "json").stderr)["message"] == "hello"
