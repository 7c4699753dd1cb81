"""The operator's settings: the environment and `.env`, read once at start, with each variable checked.

A wrong value is refused with a sentence that names the variable and says what it should be.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.domain.allowance import Allowance

# The characters that Telegram accepts.
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}")
# A token within something else, such as an address of Telegram's.
_WITHIN = re.compile(r"\d{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{8,}")
# A name or an address, with a port unless it is the default.
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+)(?::(\d{1,5}))?")
OFFICIAL = "https://api.telegram.org"


def without_tokens(text: str) -> str:
    """The text with ``<token>`` in the place of every bot token: whoever reads one can speak as the bot."""
    return _WITHIN.sub("<token>", text)


class OperatorError(Exception):
    """Something that the operator must mend; the text says why, and what to do."""


class SettingsError(OperatorError):
    """A variable has a value that cannot work; the text names it and says what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to listen: a host name or address, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where Telegram posts updates to, the secret it shows there, and where we listen for them."""

    url: str
    secret: str
    listen: Address

    def __repr__(self) -> str:
        return f"Webhook(url={self.url!r}, listen={str(self.listen)!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The checked settings. Without ``token``: the playground. Without ``webhook``: polling.

    Without ``metrics_listen``: no metrics.
    """

    token: str | None
    api_url: str
    database_url: str
    playground_listen: Address
    webhook: Webhook | None = None
    summary_method: str = "verbatim"
    meaning: bool = True
    fetch_allow_hosts: tuple[str, ...] = ()
    allowed_users: frozenset[int] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    open_to_all: bool = False
    allowance: Allowance = field(default_factory=Allowance)
    metrics_listen: Address | None = None
    metrics_hosts: tuple[str, ...] = ()
    log_format: str = "text"

    def __repr__(self) -> str:
        # The token must not appear in a log or a traceback: whoever has it controls the bot.
        return f"Settings(token={'set' if self.token else 'none'}, api_url={self.api_url!r})"

    @classmethod
    def load(cls, environment: Mapping[str, str], dotenv: Path | None = Path(".env")) -> Settings:
        """Reads the variables; the environment takes precedence over the file ``dotenv``, and an empty value is unset.

        Raises SettingsError for the first wrong one.
        """
        merged = {**_from_file(dotenv), **environment}
        values = {name: value.strip() for name, value in merged.items() if value and value.strip()}
        api_url = _url("TELEGRAM_API_URL", values.get("TELEGRAM_API_URL", OFFICIAL))
        return cls(
            token=_token(values.get("TELEGRAM_BOT_TOKEN")),
            api_url=api_url,
            database_url=values.get("DATABASE_URL", "sqlite:///verbatim.db"),
            playground_listen=_address("PLAYGROUND_LISTEN", values.get("PLAYGROUND_LISTEN", "127.0.0.1:8080")),
            webhook=_webhook(values, official=api_url == OFFICIAL),
            summary_method=_method(values.get("SUMMARY_METHOD", "verbatim")),
            meaning=_on(values, "MEANING"),
            fetch_allow_hosts=_hosts(values, "FETCH_ALLOW_HOSTS"),
            allowed_users=_ids(values, "ALLOWED_USERS", "123456789", r"[1-9]\d{0,15}"),
            allowed_chats=_ids(values, "ALLOWED_CHATS", "-1001234567890", r"-[1-9]\d{0,15}"),
            open_to_all=_yes(values, "OPEN_TO_ALL"),
            allowance=_allowance(values),
            metrics_listen=_address("METRICS_LISTEN", values["METRICS_LISTEN"]) if "METRICS_LISTEN" in values else None,
            metrics_hosts=_hosts(values, "METRICS_HOSTS"),
            log_format=_log_format(values.get("LOG_FORMAT", "text")),
        )


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    try:
        return {name: value for name, value in dotenv_values(path).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the file {path} cannot be read: {error}") from None


def _token(value: str | None) -> str | None:
    if value is not None and not TOKEN.fullmatch(value):
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN is not a bot token; it looks like 123456789:AAF…, as @BotFather gives it. "
            "Leave it empty to try the bot on a local page"
        )
    return value


def _method(value: str) -> str:
    if value == "verbatim":
        return value
    from index import SUMMARY_METHODS

    if value not in SUMMARY_METHODS:
        raise SettingsError(f"SUMMARY_METHOD is {value!r}; it should be one of {', '.join(SUMMARY_METHODS)}")
    return value


def _hosts(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    hosts = tuple(each.lower() for each in re.split(r"[\s,]+", values.get(name, "")) if each)
    for each in hosts:
        match = _HOST.fullmatch(each)
        if match is None or not _is_host(match[1].strip("[]")) or not 0 < int(match[2] or 80) < 65536:
            raise SettingsError(
                f"{name} has {each!r}; it should be hosts separated by commas, such as nas.lan, nas.lan:8080"
            )
    return hosts


def _ids(values: Mapping[str, str], name: str, example: str, form: str) -> frozenset[int]:
    given = [each for each in re.split(r"[\s,;]+", values.get(name, "")) if each]
    for each in given:
        if not re.fullmatch(form, each, re.ASCII):
            raise SettingsError(
                f"{name} has {each!r}; it should be Telegram's numbers, such as {example}, separated by commas"
            )
    return frozenset(map(int, given))


def _allowance(values: Mapping[str, str]) -> Allowance:
    usual = Allowance()
    return Allowance(
        articles_a_minute=_count(values, "ARTICLES_A_MINUTE", usual.articles_a_minute),
        questions_a_minute=_count(values, "QUESTIONS_A_MINUTE", usual.questions_a_minute),
        bytes_a_day=_count(values, "MEGABYTES_A_DAY", usual.bytes_a_day // 10**6) * 10**6,
        articles_kept=_count(values, "ARTICLES_KEPT", usual.articles_kept),
    )


def _count(values: Mapping[str, str], name: str, usual: int) -> int:
    value = values.get(name, str(usual))
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
        raise SettingsError(f"{name} is {value!r}; it should be a whole number such as {usual}, or 0 for no limit")
    return int(value)


def _yes(values: Mapping[str, str], name: str) -> bool:
    value = values.get(name, "0").lower()
    if value not in ("0", "1", "no", "yes", "false", "true"):
        raise SettingsError(f"{name} is {value!r}; it should be 1 or 0")
    return value in ("1", "yes", "true")


def _on(values: Mapping[str, str], name: str) -> bool:
    value = values.get(name, "on").lower()
    if value not in ("on", "off"):
        raise SettingsError(f"{name} is {value!r}; it should be on or off")
    return value == "on"


def _log_format(value: str) -> str:
    if value not in ("text", "json"):
        raise SettingsError(f"LOG_FORMAT is {value!r}; it should be text or json")
    return value


def _webhook(values: Mapping[str, str], *, official: bool) -> Webhook | None:
    if "WEBHOOK_URL" not in values:
        return None
    url = _url("WEBHOOK_URL", values["WEBHOOK_URL"])
    if official and not url.startswith("https://"):
        raise SettingsError(f"WEBHOOK_URL is {url!r}; Telegram posts to https addresses only")
    if urlsplit(url).path == "/healthz":
        raise SettingsError("WEBHOOK_URL must not end in /healthz: that is where the bot says whether it is well")
    secret = values.get("WEBHOOK_SECRET", "")
    if not SECRET.fullmatch(secret):
        raise SettingsError(
            "WEBHOOK_SECRET should be 1 to 256 letters, digits, _ and -, and hard to guess: whoever knows it can "
            "speak to the bot as Telegram. Make one with: openssl rand -hex 32"
        )
    listen = _address("WEBHOOK_LISTEN", values.get("WEBHOOK_LISTEN", "127.0.0.1:8090"))
    return Webhook(url=url, secret=secret, listen=listen)


def _url(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise SettingsError(f"{name} is {value!r}; it should be a web address such as {OFFICIAL}")
    return value.rstrip("/")


def _address(name: str, value: str) -> Address:
    host, _, port = value.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536 or not _is_host(host):
        raise SettingsError(f"{name} is {value!r}; it should be an address and a port, such as 127.0.0.1:8080")
    return Address(host=host, port=int(port))


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", host) is not None
    return True
