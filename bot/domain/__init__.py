"""What does the bot know that needs no database and no network? Values, and pure rules about them.

In: Telegram's messages and updates (``telegram``'s types, raw JSON), words that people write, an article's places.
Out: posts to store, outgoing messages as values, preferences, button data; ``parsing`` says what words mean.
May import: ``index`` and python-telegram-bot's types, never ``telegram.ext``, ``asyncio`` or a database.
Imported by: every package above it.
"""
