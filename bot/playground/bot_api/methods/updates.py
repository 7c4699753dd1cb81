"""Receiving updates: long polling and webhooks."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import ApiError, bad_request
from bot.playground.world.updates import Webhook


@method("getUpdates", offset="int", limit="int", timeout="int", allowed_updates="json")
async def get_updates(call: Call) -> list[dict[str, Any]]:
    updates = call.world.updates
    if updates.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
            "first",
        )
    _allow(call)
    limit = call.get("limit", 100)
    timeout = min(50, max(0, call.get("timeout", 0)))
    return await updates.poll(call.get("offset", 0), limit if 1 <= limit <= 100 else 100, timeout)


@method(
    "setWebhook",
    url="str",
    certificate="file",
    ip_address="str",
    max_connections="int",
    allowed_updates="json",
    drop_pending_updates="bool",
    secret_token="str",
)
def set_webhook(call: Call) -> bool:
    url = call.get("url", "")
    if not url:
        return delete_webhook_of(call)
    parts = urlsplit(url)
    # Telegram takes https only; a server of one's own (and so this one) takes http as well.
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.get("secret_token", "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(call)
    if call.get("drop_pending_updates"):
        call.world.updates.drop_all()
    connections = call.get("max_connections", 40)
    call.world.updates.set_webhook(Webhook(url, secret, connections, call.get("ip_address", "")))
    return True


@method("deleteWebhook", drop_pending_updates="bool")
def delete_webhook(call: Call) -> bool:
    return delete_webhook_of(call)


def delete_webhook_of(call: Call) -> bool:
    if call.get("drop_pending_updates"):
        call.world.updates.drop_all()
    call.world.updates.set_webhook(None)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    updates = call.world.updates
    hook = updates.webhook
    info: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if hook is not None:
        info["max_connections"] = hook.max_connections
        info |= {"ip_address": hook.ip_address} if hook.ip_address else {}
        if hook.last_error:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if updates.allowed:
        info["allowed_updates"] = updates.allowed
    return info


def _allow(call: Call) -> None:
    kinds = call.get("allowed_updates")
    if kinds is None:  # the earlier choice stays
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates: an Array of String is expected")
    call.world.updates.allow(kinds)
