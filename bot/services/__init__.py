"""What can be done with articles and questions? Use cases that several handlers share, and work that time brings.

In: a `Request` (an update with its chat, texts and decisions), or the library.
Out: replies as values, or a function of the open transaction that makes a change and returns them.
May import: queues, presentation, transport, store, fetching, domain, index; telegram's types, never telegram.ext.
"""
