"""The site of an address, by the public suffix list (https://publicsuffix.org), which the package tld contains."""

from __future__ import annotations

from urllib.parse import urlsplit

import regex
from tld import get_fld

_HOST = regex.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)*)(?::\d{1,5})?/?")
_PORT = regex.compile(r":\d{1,5}/?$")
_LOCAL = "localhost"


def site_of(host: str | None) -> str:
    """The registered domain of a host ("bbc.co.uk" of "news.bbc.co.uk"); an IP address is a site of its own.

    As in the list's algorithm, unknown top-level domains count as public suffixes.
    """
    name = _spelt(host or "")
    if ":" in name or name.replace(".", "").isdecimal():
        return name
    return _listed(name) or ".".join(name.split(".")[-2:])


def same_site(one: str | None, other: str | None) -> bool:
    """Whether two addresses are on one site; an unreadable address is on none."""
    try:
        first, second = urlsplit(one or ""), urlsplit(other or "")
        hosts = first.hostname, second.hostname
    except ValueError:
        return False
    return bool(hosts[0]) and site_of(hosts[0]) == site_of(hosts[1])


def believed(name: str | None, url: str) -> str | None:
    """The name that a page at ``url`` gives its site; None if it is another site's address."""
    match = _HOST.fullmatch(name or "")
    if name is None or match is None:
        return name
    host = match[1].lower()
    known = "." in host and _listed(_spelt(host)) is not None
    if not (known or host == _LOCAL or _PORT.search(name)):
        # Many names have no space in them.
        return name
    return name if same_site(f"https://{host}", url) else None


def _listed(name: str) -> str | None:
    """The registered domain of a host under a suffix of the list; None if it is under none."""
    found = get_fld(f"https://{name}", fail_silently=True)
    return found if isinstance(found, str) else None


def _spelt(host: str) -> str:
    """The host as people spell it, without Punycode."""
    labels = host.lower().rstrip(".").split(".")
    return ".".join(map(_label, labels))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
