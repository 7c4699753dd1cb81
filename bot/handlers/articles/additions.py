"""The button under a receipt that shows what an article added to those that were here."""

from __future__ import annotations

from bot.domain import callback_data as buttons
from bot.domain.messages import MessageContext
from bot.handlers.adapter import on_button
from bot.presentation.views import news
from bot.services.request import Request, Result


@on_button(buttons.NEWS)
async def show_news(request: Request, article_id: int) -> Result:
    """Says what is new, in a message of its own."""
    article = await request.existing_article(article_id)
    found = await request.call_or_gone(request.library.news, collection=request.collection, article=article_id)
    if not found:
        raise request.toast(request.texts.nothing_new_there)
    about = MessageContext(kind="news", articles=(article.id,))
    return [request.reply(news.news(found, article, request.texts), about=about)]


ROUTES = (show_news,)
