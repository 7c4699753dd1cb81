"""Small feedback: answers to pressed buttons, "typing…", reactions."""

from __future__ import annotations

from typing import Final

from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import bad_request
from bot.playground.text import units

_ACTIONS: Final = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
# Reactions available to bots; variation selectors are omitted, as in Telegram.
REACTIONS: Final = frozenset(
    {
        "👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩",
        "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆",
        "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈",
        "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄",
        "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀", "😡",
    }
)  # fmt: skip


@method("answerCallbackQuery", callback_query_id="str", text="str", show_alert="bool", url="str", cache_time="int")
def answer_callback_query(call: Call) -> bool:
    press = call.world.presses.get(call.get("callback_query_id", ""))
    late = press is not None and call.world.clock() - press.pressed_at > call.world.callback_lifetime
    if press is None or late or press.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units.length(call.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.get("url", "")
    # Without games, only the bot's own deep links may be opened.
    if url and not url.lower().removeprefix("https://").startswith(f"t.me/{call.world.bot['username']}?start".lower()):
        raise bad_request("URL_INVALID")
    press.answer = {key: call.params[key] for key in ("text", "show_alert", "url") if call.get(key)}
    call.world.emit("answer", press)
    return True


@method("sendChatAction", chat_id="chat", message_thread_id="int", action="str")
def send_chat_action(call: Call) -> bool:
    chat = call.chat()
    chat.check_bot_may_write(call.world.bot["id"])
    if call.get("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.emit("action", {"chat_id": chat.id, "action": call.get("action")})
    return True


@method("setMessageReaction", chat_id="chat", message_id="int", reaction="json", is_big="bool")
def set_message_reaction(call: Call) -> bool:
    chat = call.chat()
    chat.check_bot_may_write(call.world.bot["id"])
    post = call.post(chat, "message to react not found")
    reactions = call.get("reaction") or []
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad_request("can't parse reaction type: bots set emoji reactions only, here")
        emoji = str(reaction.get("emoji", "")).replace("\ufe0f", "")
        if emoji not in REACTIONS or (chat.reactions is not None and emoji not in chat.reactions):
            raise bad_request("REACTION_INVALID")
    post.reactions[call.world.bot["id"]] = reactions
    call.world.keep(post)
    call.world.emit("reaction", post)
    return True
