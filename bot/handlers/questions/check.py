"""/check: whether each sentence of a text stands in the articles here, and what was altered."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from bot.domain import callback_data
from bot.domain.entities import command_in
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.posts import reply_to
from bot.domain.incoming.spoilers import Hidden, hidden_at, hidden_in
from bot.domain.messages import MessageContext, ReplyTo
from bot.domain.parsing.mentions import holds_our_words, wish_in
from bot.domain.parsing.own_words import quoted_in_ours
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command
from bot.presentation.views import check as view
from bot.services.articles.article_lookup import nothing_listed, replied_article
from bot.services.remarks import quoted_last, stand_by
from bot.services.request import Request, Result
from bot.services.summarising import quote_sentence
from index import Check, InvalidText, Span, SummarySentence

_KIND = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """A ``text`` to check: only in the articles ``within``, and never in ``besides``, which holds the text.

    ``hidden`` are the ranges that its author hides."""

    text: str
    reply: ReplyTo
    within: tuple[int, ...] | None = None
    besides: int | None = None
    hidden: Hidden = ()


@on_command("check", wish=Kind.CHECK)
async def command(request: Request) -> Result:
    """Checks the words behind the command in the article replied to, or in all; without words, the text replied to."""
    said = request.arguments
    if request.wish is not None and not said and await quoted_last(request) is not None:
        # What we quote is checked by the article beside it.
        return await stand_by(request)
    if request.replied is None and not said:
        return [request.reply(request.texts.check_what)]
    try:
        checked = await _behind_command(request, said) if said else await _replied_to(request)
    except InvalidText:
        checked = None
    if checked is None or not any(map(str.isalnum, checked.text)):
        otherwise = request.texts.check_what
        return [request.reply(request.unread(request.replied, otherwise) if request.replied else otherwise)]
    return await _answer(request, checked)


@on_button(callback_data.CHECK)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page of a check, in place; the text is read again from its message."""
    about = await request.pressed_context()
    checked = await _again(request, about)
    found = await _check(request, request.known(checked))
    if not 0 <= offset < max(1, len(found.sentences)):
        raise request.old_button()
    text = await _shown(request, found, request.known(checked), offset)
    return [request.page(text, buttons=view.check_buttons(found, offset, request.texts), about=about)]


@on_button(callback_data.CHECK_ARTICLE)
async def check_article(request: Request, article_id: int) -> Result:
    """The button under a receipt: checks the article against the others."""
    article = await request.existing_article(article_id)
    text = await request.call_or_gone(request.library.text, collection=request.collection, article=article.id)
    reply = reply_to(article, Span(0, 1), "", request.chat.id, request.topic)
    reply, hidden = reply or request.incoming.as_reply, hidden_in(article)
    return await _answer(request, _Checked(text=text, reply=reply, besides=article.id, hidden=hidden))


@on_button(callback_data.CITE)
async def cite(request: Request, article_id: int, start: int, end: int) -> Result:
    """The number button of a sentence: a reply that quotes its source where it stands."""
    article = await request.existing_article(article_id)
    whole = await request.call_or_gone(request.library.text, collection=request.collection, article=article_id)
    if not start < end <= len(whole):
        raise request.old_button()
    quoted = SummarySentence(text=Span(start, end).of(whole), article_id=article_id, span=Span(start, end))
    return [await quote_sentence(request, article, quoted)]


async def _behind_command(request: Request, said: str) -> _Checked:
    """The words behind the command, to check in the article replied to, if any."""
    within = None
    if request.replied is not None:
        article = await replied_article(request, request.replied)
        within = None if article is None else (article.id,)
    return _Checked(text=said, reply=request.incoming.as_reply, within=within)


async def _replied_to(request: Request) -> _Checked | None:
    """The text of the message replied to, or of the article that it is about."""
    assert request.replied is not None
    incoming = IncomingPost(request.replied)
    article = await replied_article(request, request.replied, save_if_missing=False)
    if article is None:
        hidden, text = hidden_at(incoming.post.places), _text(request, request.replied)
        return _Checked(text=text, reply=incoming.as_reply, hidden=hidden) if text else None
    text = await request.call(request.library.text, collection=request.collection, article=article.id)
    return _Checked(text=text, reply=incoming.as_reply, besides=article.id, hidden=hidden_in(article))


def _text(request: Request, message: Message) -> str:
    """What a message says; of ours, passed on, only what it quotes."""
    text = IncomingPost(message).text
    return quoted_in_ours(text) if holds_our_words(message, request.services.bot) else text


async def _again(request: Request, about: MessageContext) -> _Checked | None:
    """The text of an earlier check; None if it is gone."""
    reply = request.incoming.as_reply
    if about.articles:
        article = await request.existing_article(about.articles[0])
        text = await request.call_or_gone(request.library.text, collection=request.collection, article=article.id)
        return _Checked(text=text, reply=reply, besides=article.id, hidden=hidden_in(article))
    message = request.message.reply_to_message
    if about.kind != _KIND or message is None:
        return None
    text, hidden = _text(request, message), hidden_at(IncomingPost(message).post.places)
    wish = wish_in(message, request.services.bot)
    if command_in(message) is not None or (wish is not None and wish.kind is Kind.CHECK and wish.words):
        # Where the words stand in the message is not known any more.
        text = "".join(text.split(maxsplit=1)[1:]) if wish is None else wish.words
        hidden = (Span(0, len(text)),) if hidden else ()
    return _Checked(text=text, reply=reply, within=about.scope, hidden=hidden) if text else None


async def _answer(request: Request, checked: _Checked) -> Result:
    found = await _check(request, checked)
    if not found.sentences:
        return [request.reply(request.texts.check_what)]
    if not await request.call(request.library.holds, collection=request.collection):
        return [await nothing_listed(request, request.texts.check_what)]
    about = MessageContext(
        kind=_KIND, articles=() if checked.besides is None else (checked.besides,), scope=checked.within
    )
    text = await _shown(request, found, checked, 0)
    rows = view.check_buttons(found, 0, request.texts)
    return [request.reply(text, to=checked.reply, buttons=rows, about=about, for_all=True)]


async def _shown(request: Request, found: Check, checked: _Checked, offset: int) -> str:
    """A page of the check; passages hidden in the text or in a source stay hidden."""
    sources = {}
    page = found.sentences[offset : offset + view.PAGE]
    for each in (source for sentence in page for source in (sentence, *sentence.quotations)):
        if each.source is not None and each.source.article_id not in sources:
            article = await request.article_or_none(each.source.article_id)
            # One that was forgotten in this moment is hidden altogether.
            sources[each.source.article_id] = hidden_in(article) if article is not None else (each.source.span,)
    veil = view.Veil(own=checked.hidden, sources=sources)
    return view.check(found, checked.text, offset, veil, request.texts)


async def _check(request: Request, checked: _Checked) -> Check:
    return await request.call(
        request.library.check,
        collection=request.collection,
        text=checked.text,
        articles=checked.within,
        besides=checked.besides,
    )


ROUTES = (command, turn_page, check_article, cite)
