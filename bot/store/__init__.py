"""What does the bot remember? Its own tables, beside the library's in one database: both change in one transaction.

In: an open connection and values of the domain; nothing here begins a transaction but ``database`` and ``locks``.
Out: rows as dataclasses. One module a table, SQL nowhere else (``queues.cluster`` has the cluster's tables).
May import: config, domain, index. Imported by: transport, queues, services, handlers, app, ops.
Migrations import nothing of the application; the library's tables are reached by ``index.database`` only.
"""
