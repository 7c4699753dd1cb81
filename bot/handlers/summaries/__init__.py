"""How are articles summarised? /summary for one, /digest for the chat's recent ones, and their buttons.

In: requests. Out: summaries and digests, in messages of their own or in place.
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
