"""How does a message become an article? `post_grouping` says what it belongs to, `importing` reads, `saving` keeps.

In: a `Request` and its `IncomingPost`. Out: a change of the open transaction, which returns the replies.
May import: `bot.services.answers`, since questions that came with an article are answered again; what `services` may.
"""
