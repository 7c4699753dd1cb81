"""Decides which links may be fetched at all, before any name is resolved."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address

from yarl import URL

from bot.fetching.errors import FetchError, Problem
from bot.fetching.public_addresses import public

LONGEST_URL = 2000
PORTS = {"http": 80, "https": 443}
# Names that exist only inside a private network, or nowhere.
_LOCAL = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "onion",
    "arpa",
)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
# 2130706433, 0x7f000001, 127.1, 0177.0.0.1: some resolvers read these as IPv4 addresses.
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A link that may be tried. ``trusted``: the operator allowed this host, whatever its address."""

    url: URL
    host: str
    port: int
    trusted: bool


def target(url: str, allowed: Collection[str] = ()) -> Target:
    """The link to try, without its fragment.

    ``allowed`` are hosts ("nas.lan", "nas.lan:8080", "[fd00::1]:8080") that may be private. Raises FetchError (REFUSED)
    unless it is http or https, on a usual port, without credentials, to a public address or a dotted name.
    """
    if len(url) > LONGEST_URL or re.search(r"[\x00-\x20\x7f\\]", url):
        raise FetchError(Problem.REFUSED, "not a link")
    try:
        parsed = URL(url).with_fragment(None)
        scheme, host, port = parsed.scheme, (parsed.raw_host or "").lower(), parsed.port
        credentials = parsed.raw_user is not None or parsed.raw_password is not None
    except (ValueError, UnicodeError, TypeError):
        raise FetchError(Problem.REFUSED, "not a link") from None
    if "[" in url.partition("//")[2].partition("/")[0] and ":" not in host:
        raise FetchError(Problem.REFUSED, "an address of a kind that does not exist")
    if scheme not in PORTS or not host or port is None or not 0 < port < 65536:
        raise FetchError(Problem.REFUSED, "not a web address")
    if credentials:
        raise FetchError(Problem.REFUSED, "with credentials")
    bare = host.strip("[]").removesuffix(".")
    shown = f"[{bare}]" if ":" in bare else bare
    if f"{shown}:{port}" in allowed or (shown in allowed and port == PORTS[scheme]):
        return Target(url=parsed, host=bare, port=port, trusted=True)
    if port not in PORTS.values():
        raise FetchError(Problem.REFUSED, "an unusual port")
    if not (public(bare) if _is_address(bare) else _is_public_name(bare)):
        raise FetchError(Problem.REFUSED, "not a public host")
    return Target(url=parsed, host=bare, port=port, trusted=False)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    if len(host) > 253 or not _HOST.fullmatch(host) or len(labels) < 2:
        return False
    return labels[-1] not in _LOCAL and not _NUMBER.fullmatch(labels[-1])
