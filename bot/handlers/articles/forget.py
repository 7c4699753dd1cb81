"""/forget: an article, a source, a period or everything; always with a question first, and undoable for a moment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from telegram import Bot, Message
from telegram.ext import filters

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.messages import Button, Edit, MessageContext, Rows, Send
from bot.domain.parsing.agreement import agreement_of, consents
from bot.domain.parsing.search_filters import SearchQuery
from bot.domain.parsing.subjects import Subject, subject_of
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command, on_message
from bot.services.answers.talked_about import LATELY_SECONDS
from bot.services.articles.article_lookup import (
    article_about,
    article_numbered,
    articles_entitled,
    latest_article,
    list_matching,
    page_of,
    parse_search,
    replied_article,
)
from bot.services.articles.forgetting import ASKED, FORGOTTEN, KEPT, check_may_forget, shown_last
from bot.services.articles.post_grouping import remember_message
from bot.services.articles.saving import article_elsewhere
from bot.services.remarks import nod
from bot.services.request import EarlyReply, Replies, Request, Result
from bot.store import pending_deletions
from index import Article, InvalidText, Scope

EVERYTHING = 0
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to forget: the scope, how many articles it holds, and the question that asks whether to."""

    scope: Scope
    count: int
    question: str


@on_command("forget", wish=Kind.FORGET)
async def command(request: Request) -> Result:
    """Asks whether to forget the articles that the words name, the article replied to, or everything here."""
    await check_may_forget(request)
    words, subject = request.arguments, subject_of(request.arguments)
    if subject is not None and (subject.everything or (subject == Subject() and request.replied is None)):
        return [await _ask_plain(request, subject)]
    if subject == Subject():
        words = ""
    if subject is not None and subject.article is not None and subject.article.isdecimal():
        words = subject.article
    if words.isdecimal() and len(words) <= LONGEST_NUMBER:
        article = await article_numbered(request, int(words))
        missing = request.texts.no_such_number(int(words))
        return [request.reply(missing) if article is None else _ask_one(request, article)]
    if words:
        query = await parse_search(request, words)
        if not query.narrows and (named := await _ask_named(request, words, subject)) is not None:
            return [named]
        yes = callback_data.button(request.texts.b_yes_forget, callback_data.FORGET_SOME)
        return [_ask(request, await _some(request, words, query), yes, words)]
    if request.replied is not None:
        try:
            article = await replied_article(request, request.replied, save_if_missing=False)
        except InvalidText:
            article = None
        nothing = request.texts.nothing_to_forget
        return [request.reply(nothing) if article is None else _ask_one(request, article)]
    elsewhere = await article_elsewhere(request)
    if elsewhere is not None:
        return [_ask_one(request, elsewhere)]
    return [await _ask_plain(request, Subject(everything=True))]


@on_button(callback_data.FORGET)
async def ask_about_article(request: Request, article_id: int) -> Result:
    """Asks about one article: the button under a receipt, or on an article's page."""
    await check_may_forget(request)
    return [_ask_one(request, await request.existing_article(article_id))]


@on_button(callback_data.FORGET_YES)
async def forget(request: Request, article_id: int) -> Result:
    """Forgets one article, or everything, and owes the reply in the same transaction."""
    await check_may_forget(request)
    if article_id == EVERYTHING:
        return await _forget_agreed(request, await _all(request), callback_data.FORGET_YES, EVERYTHING)
    article = await request.article_or_none(article_id)
    if article is None:
        return [request.edit(request.texts.gone)]
    return _hide(request, Scope(articles=(article.id,)), request.texts.forgotten(escape(article.title)))


@on_button(callback_data.FORGET_SOME)
async def forget_some(request: Request) -> Result:
    """Forgets the articles that the words behind the command name."""
    about = await request.pressed_context()
    words = request.known(about.question if about.kind == ASKED else None)
    await check_may_forget(request)
    return await _forget_agreed(request, await _some(request, words), callback_data.FORGET_SOME)


@on_button(callback_data.FORGET_NO)
async def cancel(request: Request) -> Result:
    """Cancels, and the message says so."""
    return [request.edit(request.texts.kept_after_all, about=MessageContext(kind=KEPT))]


def _says_yes_or_no(message: Message, _: Bot) -> bool:
    text = message.text or ""
    return message.forward_origin is None and (agreement_of(text) is not None or consents(text))


@on_message(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT, only=_says_yes_or_no)
async def answer_in_words(request: Request) -> Result:
    """What the buttons would do, if the last question whether to forget is still open; otherwise it is small talk."""
    agrees = agreement_of(request.incoming.text)
    # "Ok" agrees only to what was said just before.
    just_said = agrees is None and request.replied is None
    shown = await (request.latest_message() if just_said else shown_last(request))
    question, about = (0, None) if shown is None else shown
    lately = request.preferences.now.timestamp() - LATELY_SECONDS
    if about is None or about.kind != ASKED or about.since is None or about.since < lately:
        return remember_message(request, nod(request), remark=True)
    if agrees is False:
        text = request.texts.kept_after_all
        return [_answered(request, question, text), request.reply(text, about=MessageContext(kind=KEPT))]
    if about.articles:
        article = await request.article_or_none(about.articles[0])
        if article is None:
            return [request.reply(request.texts.gone)]
        done = request.texts.forgotten(escape(article.title))
        return _hide(request, Scope(articles=(article.id,)), done, question)
    wanted = await (_all(request) if about.question is None else _some(request, about.question))
    if wanted.count != about.shown:
        verb = (callback_data.FORGET_YES, EVERYTHING) if about.question is None else (callback_data.FORGET_SOME,)
        return [_ask(request, wanted, callback_data.button(request.texts.b_yes_forget, *verb), about.question)]
    return _hide(request, wanted.scope, None, question)


def _answered(request: Request, question: int, text: str) -> Edit:
    """Our question, whose buttons go: what was pressed later would contradict what was said."""
    return Edit(chat_id=request.chat.id, message_id=question, text=text, about=MessageContext(kind=KEPT))


async def _ask_named(request: Request, words: str, subject: Subject | None) -> Send | None:
    """Asks about the article that is named by its title or its subject; lists them if there are several.

    None if words behind the command name nothing here. Without a word for an article they name one by its title alone.
    """
    named = subject.article if subject is not None and subject.article is not None else words
    titled = await articles_entitled(request, named)
    if len(titled) > 1 and (listed := await list_matching(request, named)) is not None:
        return listed
    if titled:
        return _ask_one(request, titled[0])
    if named == words:
        return request.reply(request.texts.no_article_for(escape(words))) if request.wish is not None else None
    article = await article_about(request, named)
    missing = request.texts.no_article_for(escape(named))
    return request.reply(missing) if article is None else _ask_one(request, article)


async def _ask_plain(request: Request, subject: Subject) -> Send:
    """Asks about everything, or about the latest article, which "this" means outside of a reply."""
    everything = await _all(request)
    latest = None if subject.everything else await latest_article(request)
    if latest is not None:
        return _ask_one(request, latest)
    yes = callback_data.button(request.texts.b_yes_forget, callback_data.FORGET_YES, EVERYTHING)
    return _ask(request, everything, yes)


async def _all(request: Request) -> Wanted:
    """Everything in the chat. Raises EarlyReply when there is nothing."""
    page = await page_of(request, Scope())
    if not page.total:
        raise EarlyReply(request.reply(request.texts.nothing_to_forget))
    return Wanted(scope=Scope(), count=page.total, question=request.texts.forget_all(page.total))


async def _some(request: Request, words: str, query: SearchQuery | None = None) -> Wanted:
    """The articles of a source or time. Raises EarlyReply if the words say something else, or no article fits."""
    query = query or await parse_search(request, words)
    if query.unread:
        raise EarlyReply(request.reply(request.texts.unread_filter(escape(query.unread[0]))))
    # What an article is about is a guess, and nothing is forgotten on a guess.
    if query.question or not query.narrows:
        raise EarlyReply(request.reply(request.texts.forget_unread(escape(words))))
    scope = query.scope()
    page = await page_of(request, scope)
    if not page.total:
        raise EarlyReply(request.reply(request.texts.no_article_fits))
    return Wanted(scope=scope, count=page.total, question=request.texts.forget_many(page.total, escape(words)))


async def _forget_agreed(request: Request, wanted: Wanted, verb: str, *numbers: int) -> Result:
    """Forgets the articles if their number is still the one that somebody agreed to; otherwise asks again."""
    about = await request.context_of(request.message)
    if about is not None and about.kind == ASKED and about.shown != wanted.count:
        yes = callback_data.button(request.texts.b_yes_forget, verb, *numbers)
        asked = _asking(request, wanted, about.question)
        return [request.edit(wanted.question, buttons=_choice(request, yes), about=asked)]
    return _hide(request, wanted.scope, None)


def _hide(request: Request, scope: Scope, done: str | None, question: int | None = None) -> Result:
    """Hides articles until they are deleted; ``done`` is the reply, None for one with their number.

    ``question`` is the id of our message to which a person agreed in words.
    """

    def change(connection: Connection) -> Replies:
        hidden, moment = request.library.hide(collection=request.collection, scope=scope, within=connection)
        if scope.everything:
            pending_deletions.begin(connection, request.chat.id, moment.timestamp())
        about = MessageContext(kind=FORGOTTEN, since=moment.timestamp(), shown=hidden.articles)
        gone = done or request.texts.forgotten_all(hidden.articles)
        text = f"{gone}\n{request.texts.gone_in_a_minute}"
        undo = callback_data.button(request.texts.b_undo, callback_data.UNDO)
        if request.pressed is not None:
            return [request.edit(text, buttons=((undo,),), about=about)]
        asked = [] if question is None else [_answered(request, question, gone)]
        return [*asked, request.reply(text, buttons=((undo,),), about=about)]

    return change


def _ask_one(request: Request, article: Article) -> Send:
    question = request.texts.forget_article(escape(article.title))
    yes = callback_data.button(request.texts.b_yes_forget, callback_data.FORGET_YES, article.id)
    return _ask(request, Wanted(scope=Scope(articles=(article.id,)), count=1, question=question), yes)


def _ask(request: Request, wanted: Wanted, yes: Button, words: str | None = None) -> Send:
    about = _asking(request, wanted, words)
    # What is forgotten concerns everybody.
    return request.reply(wanted.question, buttons=_choice(request, yes), about=about, for_all=True)


def _asking(request: Request, wanted: Wanted, words: str | None) -> MessageContext:
    """What the question is about, and since when it is open."""
    articles, since = wanted.scope.articles or (), request.preferences.now.timestamp()
    return MessageContext(kind=ASKED, articles=articles, question=words, shown=wanted.count, since=since)


def _choice(request: Request, yes: Button) -> Rows:
    return ((yes, callback_data.button(request.texts.b_cancel, callback_data.FORGET_NO)),)


ROUTES = (command, ask_about_article, forget, forget_some, cancel, answer_in_words)
