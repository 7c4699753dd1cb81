"""The Bot API over HTTP, asked by python-telegram-bot and aiogram."""

from __future__ import annotations

from telegram import Bot

from bot.playground import Person, RunningPlayground, World


async def test_python_telegram_bot_talks_to_it_in_process(local_bot: Bot, world: World, anna: Person) -> None:
    post = anna.says("/start hello")
    [update] = await local_bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start hello"
    await local_bot.send_message(anna.id, "<b>Hi</b> Anna", parse_mode="HTML")
    reply = await world.reply(post)
    assert (reply.text, reply.formatted("bold")) == ("Hi Anna", ["Hi"])


async def test_python_telegram_bot_talks_to_it_over_a_socket(api_server: RunningPlayground, anna: Person) -> None:
    post = anna.says("hello")
    bot = Bot(api_server.token, base_url=f"{api_server.url}/bot", base_file_url=f"{api_server.url}/file/bot")
    async with bot:
        [update] = await bot.get_updates()
        assert update.message is not None
        await update.message.reply_text("hi", do_quote=True)
    reply = await api_server.world.reply(post)
    assert (reply.text, reply.reply_to) == ("hi", post.id)
