"""What does the bot answer to? One file a concern: each translates an update, calls a use case, says what came of it.

In: updates, as python-telegram-bot dispatches them (`register` says in which order).
Out: a result for each, committed by `adapter` together with the replies owed and that the update is done.
May import: services and what is below them; never another handler: what two handlers share is a service.
"""
