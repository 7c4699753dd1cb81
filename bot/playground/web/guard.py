"""Access control for the playground: only this machine's own page and bot may use it, no other web site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiohttp import web

HOSTS: Final = web.AppKey("hosts", set[str])
# A simple cross-site form or image cannot set a custom header.
PAGE_HEADER: Final = "X-Playground"
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def allowed_hosts(host: str, port: int, more: tuple[str, ...]) -> frozenset[str]:
    """The Host headers that are ours: the address, for a loopback one its usual names, and those configured."""
    names = {f"[{host}]" if ":" in host else host}
    if host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", ""):
        names |= {"127.0.0.1", "localhost", "[::1]"}
    found = {f"{name}:{port}" for name in names} | {name.lower() for name in more}
    found |= {f"{name.lower()}:{port}" for name in more}
    return frozenset(found | ({name.removesuffix(":80") for name in found} if port == 80 else set()))


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse foreign Host names (a web site that rebinds its name to 127.0.0.1) and changes that do not come from
    our own page; put the security headers on everything else."""
    host = request.headers.get("Host", "").lower()
    if host not in request.app[HOSTS]:
        return web.json_response({"error": "This playground answers only to its own address."}, status=421)
    if request.path.startswith("/api/") and request.method not in ("GET", "HEAD"):
        if problem := _foreign(request, host):
            return web.json_response({"error": problem}, status=403)
    elif request.headers.get("Sec-Fetch-Site", "none") == "cross-site" and request.path.startswith("/api/"):
        return web.json_response({"error": "Only the playground's own page may read this."}, status=403)
    elif request.path.startswith(("/bot", "/file/")) and _from_a_site(request):
        return web.json_response({"error": "The Bot API is for bots, not for web sites."}, status=403)
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _from_a_site(request: web.Request) -> bool:
    """Whether a web page calls the Bot API: its token is not secret here, and a form acts even if it reads no
    answer."""
    return "Origin" in request.headers or request.headers.get("Sec-Fetch-Site", "none") != "none"


def _foreign(request: web.Request, host: str) -> str:
    """Why a changing request does not come from our page; empty when it does."""
    if request.headers.get("Origin", "").lower() != f"{request.scheme}://{host}":
        return "Only the playground's own page may change anything (Origin)."
    if PAGE_HEADER not in request.headers:
        return f"Only the playground's own page may change anything ({PAGE_HEADER})."
    if request.content_type != "application/json":
        return "Only application/json is taken."
    return ""
