"""Files: text, Markdown, HTML, PDF, Word and EPUB become articles, told by their content."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.parsing.intents.intent import Intent, asks, has_words
from bot.handlers.adapter import COMMAND, on_message
from bot.services.answers.answering import answer_question
from bot.services.articles.importing import from_file
from bot.services.articles.post_grouping import own_post, posts_beside
from bot.services.articles.saving import article_of, save_article
from bot.services.progress import Progress
from bot.services.request import Change, Replies, Request, Result
from bot.store import recent_messages
from index import InvalidText

# Files to look at or to listen to: only their captions are read, as with pictures (see `receive`).
PICTURES = filters.ANIMATION | filters.Document.IMAGE | filters.Document.VIDEO | filters.Document.AUDIO
# In groups /summary and /ask read a file, as a reply to it.
FILES = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.Document.ALL & ~COMMAND & ~PICTURES


@on_message(FILES)
async def receive_file(request: Request) -> Result:
    """Keeps the file; a question in the caption is answered from it, and a caption that is an article is kept, too."""
    incoming, caption = request.incoming, request.message.caption or ""
    question = not incoming.passed_on and asks(caption)
    try:
        if question and request.message.media_group_id is None:
            article = await article_of(request, incoming)
            return await answer_question(request, caption, None if article is None else (article.id,))
        async with Progress(request, request.texts.downloading) as progress:
            post = await from_file(request, incoming, progress)
            changes = [await save_article(request, incoming, post, progress)]
        if question:
            return await _answer_in_album(request, caption, changes[0])
        if _is_kept(incoming, caption):
            changes.append(await save_article(request, incoming, await own_post(request, incoming)))
    except InvalidText:
        return [request.reply(request.texts.too_long)]
    return lambda connection: [reply for change in changes for reply in change(connection)]


async def _answer_in_album(request: Request, question: str, change: Change) -> Result:
    """Keeps an album's file, and answers its caption's question from the files that have come so far."""
    await request.call(_commit, request, change)
    answer = await answer_question(request, question, await posts_beside(request) or None)

    def with_answer(connection: Connection) -> Replies:
        receipt = change(connection)
        recent_messages.note(connection, replace(request.incoming.arrival, remark=True))
        return [*receipt, *answer]

    return with_answer


def _commit(request: Request, change: Change) -> None:
    # Repeating the change adds nothing.
    with request.library.transaction() as connection:
        change(connection)


def _is_kept(incoming: IncomingPost, caption: str) -> bool:
    """Whether a caption is worth keeping beside its file, which it may only name."""
    if incoming.passed_on or incoming.message.media_group_id is not None:
        return has_words(caption)
    return incoming.guess.intent is Intent.ARTICLE


ROUTES = (receive_file,)
