"""What is the bot, and what has this chat decided? /start, /help, /privacy, /settings and, for the owner, /owner.

In: requests. Out: texts with buttons, changed in place; decisions in the chat's preferences.
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
