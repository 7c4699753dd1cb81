"""/export: all articles of the chat as a file."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.messages import Export
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_command
from bot.services.articles.article_lookup import page_of
from bot.services.request import Replies, Request, Result
from bot.store import outbox
from index import Scope


@on_command("export", wish=Kind.EXPORT)
async def command(request: Request) -> Result:
    """Owes the file once; in groups only administrators may ask for it, since it holds everything."""
    if not (request.private or await request.administers()):
        return [request.reply(request.texts.admins_only)]
    page = await page_of(request, Scope())
    if not page.total:
        return [request.reply(request.texts.no_articles(request.private))]

    def change(connection: Connection) -> Replies:
        reply = request.reply(request.texts.exporting(page.total), for_all=True)
        if outbox.owes(connection, request.chat.id, "export"):
            return [reply]
        return [reply, Export(chat_id=request.chat.id, language=request.texts.language, topic=request.topic)]

    return change


ROUTES = (command,)
