"""Links that lead to the same article, made equal."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import regex

# Characters of the longest link; a longer string is returned as it is.
LONGEST = 8000
_TRACKING = regex.compile(
    r"(?:utm|at|pk|piwik|mtm|hsa|ns|vero|fb|ga|xtor|sc|cmp|guce)_[\w.-]*|_ga|_gl|xtor|(?:fb|g|d|tt|tw|yc|y|ir|s)clid|msclkid"
    r"|irclickid|li_fat_id|gbraid|wbraid|gclsrc|igshid|igsh|mc_[ce]id|mkt_tok|ref|ref_?src|ref_?url|referr?er|cmpid|cmp|ocid"
    r"|ito|smid|smtyp|sr_share|share|shared|guccounter|__twitter_impression|spm|amp|outputtype|single|mobile|view_as|wprov"
    r"|s_?cid|soc_src|soc_trk|trk|trkid",
    regex.IGNORECASE,
)
# Parameters that are dropped only with this value.
_ONLY_IF = {"outputtype": "amp", "view_as": "amp", "mobile": "1"}
_MOBILE = frozenset(("www", "m", "mobile", "mobil", "movil", "amp", "touch", "wap"))
_PORTS = {"http": 80, "https": 443}
_AMP_PATH = regex.compile(r"(?:/amp(?=/?$)|(?<=^)/amp(?=/.)|\.amp(?=\.html?$|$))", regex.IGNORECASE)
_INDEX = regex.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", regex.IGNORECASE)
_CACHES = (
    # https://www.google.com/amp/s/example.com/story
    regex.compile(r"(?:[\w-]+\.)*google\.[a-z.]{2,6}/amp/(?:s/)?(?P<inner>.+)", regex.IGNORECASE),
    # https://example-com.cdn.ampproject.org/c/s/example.com/story
    regex.compile(r"[\w-]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?:s/)?(?P<inner>.+)", regex.IGNORECASE),
)
_UNSEEN = regex.compile(r"[\s\p{C}]+")


def normalise_link(url: str) -> str:
    """One spelling for all links to one page. Idempotent; never raises.

    Scheme, "www.", mobile and AMP forms, ports, fragments, tracking parameters, the order of parameters,
    trailing slashes and needless escapes do not count. Anything but a web address comes back without its spaces.
    """
    url = _UNSEEN.sub("", url)
    if len(url) > LONGEST:
        return url
    for _ in range(8):
        shorter = _normalised(url)
        if shorter == url:
            break
        url = shorter
    return url


def _normalised(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not host:
        return url
    host = _host(host)
    if port is not None and port not in (0, *_PORTS.values()):
        host += f":{port}"
    path = _path(parts.path)
    for cache in _CACHES:
        inside = cache.fullmatch((parts.hostname or "") + parts.path)
        if inside:
            return f"https://{inside['inner']}" + (f"?{parts.query}" if parts.query else "")
    if host == "t.me" and path.startswith("/s/"):
        path = path[2:]
    query = _query(parts.query)
    return f"https://{host}{path}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    labels = host.casefold().split(".")
    kept = [label for place, label in enumerate(labels) if label not in _MOBILE or place >= len(labels) - 2]
    name = ".".join(kept)
    try:
        return f"[{name}]" if ":" in name else name.encode("idna").decode()
    except UnicodeError:
        return name


def _path(path: str) -> str:
    path = quote(unquote(path, errors="surrogateescape"), safe="/!$&'()*+,;=:@~-._", errors="surrogateescape")
    path = _AMP_PATH.sub("", _INDEX.sub("/", path))
    return path.rstrip("/")


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, errors="surrogateescape", max_num_fields=200)
    except ValueError:
        return query
    kept = sorted((name, value) for name, value in pairs if value and not _tracks(name, value))
    return urlencode(kept, errors="surrogateescape")


def _tracks(name: str, value: str) -> bool:
    only = _ONLY_IF.get(name.casefold())
    return _TRACKING.fullmatch(name) is not None and only in (None, value.casefold())
