"""What is there, and what happens to it? Telegram's own state: users, chats, messages, files, updates, the bot.

In: what people do (`people`) and what the bot asks (`bot_api`). Out: updates for the bot, events for the page.
May import: `errors`, `store`, `text`. Knows nothing of HTTP or of the Bot API's methods. Public: `world.World`.
"""
