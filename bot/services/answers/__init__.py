"""What answers a question? `answering` asks the library and writes the answer, about what is `talked_about`.

In: a `Request` and a question. Out: replies as values.
May import: `bot.services.request`, presentation, transport, store, domain, index; nothing of `articles`.
"""
