"""How is nothing lost? Updates are committed before Telegram is told, replies stay until Telegram has them.

In: raw updates (``Inbox.take``); messages that are owed (``Outbox.put``, in the caller's transaction).
Out: a call of ``process`` for each update, in order within a chat; ``transport.sending`` for each message.
May import: presentation, transport, store, domain, tasks, index, telegram; never ``cluster``, but itself.
Imported by: services, handlers, app, ops. Public: Inbox, Dispatcher, Outbox, Delivery, BatchWriter, Ownership.
"""
