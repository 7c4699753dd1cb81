"""`reply_markup`: inline keyboards as strict as Telegram, other keyboards accepted."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.errors import bad_request

_ACTIONS: Final = frozenset(
    {
        "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
    }
)  # fmt: skip
_LOOKS: Final = frozenset({"text", "style", "icon_custom_emoji_id"})
_OTHER: Final = ("keyboard", "remove_keyboard", "force_reply")


def inline_keyboard(raw: Any, *, only_inline: bool = False) -> dict[str, Any] | None:
    """The checked keyboard as a message shows it; `None` when there are no buttons under the message.

    `only_inline` refuses reply keyboards, as edits do. Raises `ApiError` in Telegram's words.
    """
    if raw is None or raw == "":
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in raw:
        if only_inline and raw:
            raise bad_request("inline keyboard expected")
        if raw and not any(field in raw for field in _OTHER):
            raise bad_request("can't parse reply markup: no known kind of keyboard")
        return None
    rows = raw["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not isinstance(raw.get("text"), str) or not raw["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be a non-empty String')
    if unknown := raw.keys() - _ACTIONS - _LOOKS:
        raise bad_request(f"can't parse inline keyboard button: unknown field {sorted(unknown)[0]!r}")
    actions = raw.keys() & _ACTIONS
    if not actions or raw.get("callback_data") == "":
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is expected")
    data = raw.get("callback_data")
    if data is not None and (not isinstance(data, str) or len(data.encode()) > 64):
        raise bad_request("BUTTON_DATA_INVALID")
    url = raw.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return raw
