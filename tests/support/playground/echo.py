"""A small bot with every habit that the page has to show: formatting, quotes, buttons, edits, toasts, "typing…",
inline results, commands in two languages."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, InlineQueryHandler, MessageHandler, filters

from bot.playground import Api
from bot.playground.request import InProcessRequest

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Change it", callback_data="edit"), InlineKeyboardButton("Hello", callback_data="toast")],
        [InlineKeyboardButton("Warn me", callback_data="alert")],
    ]
)


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is None or not message.text:
        return
    await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING)
    sentence = message.text.split(".")[1 if "." in message.text[:-1] else 0].strip()
    position = len(message.text[: message.text.index(sentence)].encode("utf-16-le")) // 2
    await message.reply_html(
        f"You said <b>{len(message.text.split())} words</b>.\n<blockquote>“<i>quoted</i>”</blockquote>\n"
        '<a href="https://example.org/">A link</a> and <code>code</code>',
        reply_parameters=ReplyParameters(message.message_id, quote=sentence[:1000], quote_position=position),
        reply_markup=BUTTONS,
    )


async def _press(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "edit":
        await query.edit_message_text("Changed in place.", reply_markup=BUTTONS)
        await query.answer()
    else:
        await query.answer("Hello!" if query.data == "toast" else "Careful!", show_alert=query.data == "alert")


async def _inline(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.inline_query
    assert query is not None
    results = [
        InlineQueryResultArticle(
            str(number), f"{word} {number}", InputTextMessageContent(f"<b>{word}</b>, found.", parse_mode="HTML")
        )
        for number, word in enumerate(query.query.split())
    ]
    button = InlineQueryResultsButton("Open the library", start_parameter="library")
    await query.answer(results, cache_time=0, is_personal=True, button=button)


async def run_echo(api: Api) -> Application:  # type: ignore[type-arg]  # six parameters say nothing here
    """The bot, polling in process; its caller stops it with `stop_echo`."""
    request = InProcessRequest(api)
    application = Application.builder().token(api.world.token).request(request).get_updates_request(request).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.add_handler(CallbackQueryHandler(_press))
    application.add_handler(InlineQueryHandler(_inline))
    await application.initialize()
    await application.bot.set_my_commands([("summary", "The latest article in short"), ("help", "What I can do")])
    german = [("summary", "Der neueste Artikel in Kürze"), ("help", "Was ich kann")]
    await application.bot.set_my_commands(german, language_code="de")
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling(poll_interval=0)
    return application


async def stop_echo(application: Application) -> None:  # type: ignore[type-arg]
    assert application.updater is not None
    await application.updater.stop()
    await application.stop()
    await application.shutdown()
