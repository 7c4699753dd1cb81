"""How is a question asked? /ask, replies, mentions in groups, the buttons under answers, and inline queries.

In: requests, and inline queries as they are. Out: answers that quote.
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
