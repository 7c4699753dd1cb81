"""Files: sending and fetching."""

from __future__ import annotations

from typing import Any

from bot.playground.bot_api.methods.messages import SENDING, caption_fields, say
from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import bad_request
from bot.playground.world.content import document
from bot.playground.world.posts import FILE_LIMIT, Message


@method(
    "sendDocument",
    **SENDING,
    document="file",
    thumbnail="file",
    caption="str",
    parse_mode="str",
    caption_entities="json",
    disable_content_type_detection="bool",
)
def send_document(call: Call) -> Message:
    chat = call.writable_chat()
    file_id = _file_id(call, "document")
    return say(call, chat, {"document": document(file_id, call.world), **caption_fields(call)}).data


@method("getFile", file_id="str")
def get_file(call: Call) -> dict[str, Any]:
    file = call.world.files.get(call.get("file_id", ""))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > FILE_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def _file_id(call: Call, name: str) -> str:
    """The file in a parameter: by its id, or uploaded with the request (as that part or `attach://`)."""
    given = call.get(name, "")
    upload = call.files.get(given.removeprefix("attach://") if given.startswith("attach://") else name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return call.world.add_file(upload.name, upload.mime, upload.content).file_id
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if given not in call.world.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return str(given)
