"""Everything of Verbatim that touches Telegram or the network, over the library ``index``.

In: updates from Telegram, links and files of strangers, settings from the environment. Out: messages to Telegram.
The way: transport -> queues -> handlers -> services -> index -> presentation -> queues -> transport.
May import: ``index``, ``index.extract``, ``index.names``, ``index.database``; the order of its packages is in
pyproject.toml, under import-linter. ``app`` puts the parts together; docs/architecture.md walks through them.
"""
