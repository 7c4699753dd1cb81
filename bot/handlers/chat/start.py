"""/start, /help and /privacy: what the bot is for and what it keeps, with a sample article to try."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.incoming.posts import post_written
from bot.domain.messages import Button, MessageContext, SendReceipt
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command
from bot.presentation.views.privacy import privacy
from bot.services.articles.saving import save_article
from bot.services.request import Replies, Request, Result
from bot.store import channels
from index import Source


@on_command("start")
async def start(request: Request) -> Result:
    """Says what the bot is for, and offers to demonstrate it."""
    texts = request.texts
    if not request.private:
        return [request.send(texts.start_group)]
    row = (
        callback_data.button(texts.b_sample, callback_data.SAMPLE),
        callback_data.button(texts.b_groups, callback_data.GROUPS),
    )
    return [request.send(texts.start, buttons=(row,))]


@on_button(callback_data.SAMPLE)
async def become_sample(request: Request) -> Result:
    """Turns the message into the sample article, and offers a question about it: answers lead back to it."""
    if not request.private:
        raise request.old_button()
    texts = request.texts
    source = Source(identity=f"sample:{texts.language}", name=texts.sample_source)
    save = await save_article(request, request.incoming, post_written(request.message, texts.sample, source))
    ask = callback_data.button(texts.sample_question, callback_data.SUGGESTED)

    def change(connection: Connection) -> Replies:
        replies = save(connection)
        kept = [line.article_id for each in replies if isinstance(each, SendReceipt) for line in each.saved]
        about = MessageContext(kind="sample", articles=tuple(kept))
        shown = request.edit(escape(texts.sample), about=about)
        asked = replace(about, suggested=texts.sample_question)
        return [shown, *replies, request.send(texts.sample_hint, buttons=((ask,),), about=asked)]

    return change


@on_button(callback_data.GROUPS)
async def explain_groups(request: Request) -> Result:
    """Says how to use the bot in groups, with a button that adds it to one."""
    add = Button(
        text=request.texts.b_choose_group, url=f"https://t.me/{request.services.bot.username}?startgroup=start"
    )
    return [request.send(request.texts.start_group, buttons=((add,),))]


@on_command("help", wish=Kind.HELP)
async def explain(request: Request) -> Result:
    """Says everything that the bot can do."""
    return [request.send(request.texts.help)]


@on_command("privacy")
async def explain_privacy(request: Request) -> Result:
    """Says what is kept, where, for how long, who sees it, and how to delete it."""
    kept = await request.read(channels.kept_for, request.chat.id)
    return [request.reply(privacy(request.preferences, request.texts, private=request.private, channels=kept))]


ROUTES = (start, become_sample, explain_groups, explain, explain_privacy)
