"""Connects python-telegram-bot to the Bot API without a socket: for in-process tests of handlers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.playground.bot_api.api import Api
from bot.playground.errors import ApiError, ConnectionDropped
from bot.playground.world.posts import Upload


class InProcessRequest(BaseRequest):
    """Passes `Bot`'s requests directly to an `Api`. Any base URL will do."""

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """Answer as the server would. Raises `NetworkError` where the connection would break."""
        where, _, rest = url.rpartition("/bot")
        token, _, name = rest.partition("/")
        if where.endswith("/file"):
            return file_answer(self._api, unquote(token), unquote(name))
        data: dict[str, Any] = dict(request_data.json_parameters) if request_data else {}
        files = {}
        for part, (filename, content, mime) in (request_data.multipart_data if request_data else {}).items():
            body = content if isinstance(content, bytes) else content.read()
            files[part] = Upload(filename, mime, body)
        try:
            status, answer = await self._api.call(token, name, data, files)
        except ConnectionDropped as error:
            raise NetworkError(f"the connection was dropped during {error}") from error
        return status, json.dumps(answer).encode()


def file_answer(api: Api, token: str, path: str) -> tuple[int, bytes]:
    """The bytes of a file by its `file_path`, or Telegram's refusal."""
    if token != api.world.token:
        return 401, json.dumps(ApiError(401, "Unauthorized").body()).encode()
    found = next((file for file in api.world.files.values() if file.path == path), None)
    content = api.world.store.content(found.file_id) if found else None
    if content is None:
        return 404, json.dumps(ApiError(404, "Not Found").body()).encode()
    return 200, content
