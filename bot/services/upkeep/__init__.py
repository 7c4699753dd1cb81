"""What does time bring? Texts analysed anew, vectors, what is due to be forgotten, what the owner is told.

In: the library and the outbox. Out: nothing; each is a task that runs as long as the bot.
May import: `bot.services.request`, queues, transport, store, domain, index.
"""
