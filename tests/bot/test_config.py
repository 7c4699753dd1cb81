"""What the operator can rely on: each variable is checked, and a wrong one is named with what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Address, Settings, SettingsError, Webhook
from bot.domain.allowance import Allowance
from tests.support.cases import every_case

TOKEN = "123456789:AAFabcdefghijklmnop_-q"
SECRET = "0123456789abcdef"
HOOK = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org/hook", "WEBHOOK_SECRET": SECRET}


def test_nothing_has_to_be_set() -> None:
    settings = Settings.load({}, None)
    assert (settings.token, settings.webhook) == (None, None)
    assert settings.database_url == "sqlite:///verbatim.db"
    assert settings.playground_listen == Address(host="127.0.0.1", port=8080)


def test_empty_values_mean_none_and_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nDATABASE_URL=sqlite:///file.db\nWEBHOOK_URL=\n")
    settings = Settings.load({"DATABASE_URL": "sqlite:///environment.db", "PLAYGROUND_LISTEN": " "}, file)
    assert settings.token == TOKEN
    assert settings.database_url == "sqlite:///environment.db"
    assert settings.webhook is None


def test_a_webhook_has_an_address_a_secret_and_a_place_to_listen() -> None:
    assert Settings.load(HOOK, None).webhook == Webhook(
        url="https://bot.example.org/hook", secret=SECRET, listen=Address(host="127.0.0.1", port=8090)
    )
    listening = Settings.load({**HOOK, "WEBHOOK_LISTEN": "[::]:9000"}, None).webhook
    assert listening is not None
    assert str(listening.listen) == "[::]:9000"


@every_case(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "not a token"),
        ("ALLOWED_USERS", "@anna"),
        ("ALLOWED_USERS", "-100123"),
        ("ALLOWED_CHATS", "123"),
        ("OPEN_TO_ALL", "maybe"),
        ("MEANING", "perhaps"),
        ("METRICS_LISTEN", "9090"),
        ("LOG_FORMAT", "xml"),
        ("ARTICLES_A_MINUTE", "many"),
        ("ARTICLES_KEPT", "-1"),
        ("MEGABYTES_A_DAY", "1.5"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("PLAYGROUND_LISTEN", "8080"),
        ("PLAYGROUND_LISTEN", "127.0.0.1:0"),
        ("PLAYGROUND_LISTEN", "127.0.0.1:70000"),
        ("WEBHOOK_URL", "bot.example.org/hook"),
        ("WEBHOOK_URL", "http://bot.example.org/hook"),
        ("WEBHOOK_URL", "https://bot.example.org/healthz"),
        ("WEBHOOK_SECRET", ""),
        ("WEBHOOK_SECRET", "with spaces in it, and long enough"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("WEBHOOK_LISTEN", "everywhere"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.load({**HOOK, name: value}, None)


def test_a_server_of_ones_own_may_post_without_encryption() -> None:
    own = {**HOOK, "TELEGRAM_API_URL": "http://127.0.0.1:8081", "WEBHOOK_URL": "http://127.0.0.1:8090/hook"}
    assert Settings.load(own, None).webhook is not None


def test_neither_token_nor_secret_show_in_a_traceback() -> None:
    shown = repr(Settings.load(HOOK, None)) + repr(Settings.load(HOOK, None).webhook)
    assert TOKEN not in shown
    assert SECRET not in shown


def test_meaning_is_on_unless_it_is_turned_off() -> None:
    assert Settings.load({}, None).meaning
    assert Settings.load({"MEANING": "ON"}, None).meaning
    assert not Settings.load({"MEANING": "off"}, None).meaning


def test_who_may_use_the_bot_and_how_much_of_it() -> None:
    given = {"ALLOWED_USERS": "12, 34 56,", "ALLOWED_CHATS": "-1001;-5", "OPEN_TO_ALL": "yes", "MEGABYTES_A_DAY": "0"}
    settings = Settings.load(given, None)
    assert settings.allowed_users == {12, 34, 56}
    assert settings.allowed_chats == {-1001, -5}
    assert settings.open_to_all
    assert settings.allowance == Allowance(bytes_a_day=0)
    assert not Settings.load({}, None).open_to_all
