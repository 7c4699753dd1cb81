"""How does the bot talk to Telegram? The Bot API's wire: calls, polling, webhook, sending, flood limits, health.

In: raw updates from Telegram; ``Send``, ``Edit`` and ``React`` from the queues.
Out: updates as Telegram sent them, given to ``take``; OperatorError when the bot cannot start, Stuck when it stopped.
May import: store, config, tasks, domain, index, telegram and telegram.ext.
Imported by: queues, services, handlers, app, ops.
Public: one module a concern; ``sending`` sends what is owed, but for the file of an export.
"""
