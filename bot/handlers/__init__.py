"""What does the bot answer to? One file a concern: each translates an update, calls a use case and renders its result.

In: updates, as python-telegram-bot dispatches them (`register` has the order).
Out: a result for each. `adapter` commits it together with the replies and the handled update.
May import: services and the layers below; never another handler: code that two handlers share is a service.
"""
