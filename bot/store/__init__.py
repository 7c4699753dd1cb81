"""What does the bot remember? Its own tables, in one database with the library's, so that both change together.

In: an open connection and values of the domain; only ``database`` and ``locks`` begin transactions.
Out: rows as dataclasses. One module a concern. The bot's tables are read and written here, except the
cluster's (``queues.cluster``) and those that ``ops`` counts and copies.
May import: config, domain, index. Imported by: presentation (values), queues, services, handlers, app, ops.
Migrations import nothing of the application; the library's tables are reached through ``index.database`` only.
"""
