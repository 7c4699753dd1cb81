"""What does the bot remember? Its own tables, beside the library's in one database: both change in one transaction.

In: an open connection and values of the domain; nothing here begins a transaction but ``database`` and ``locks``.
Out: rows as dataclasses. One module a concern. Its tables are read and written here, but for the
cluster's (``queues.cluster``) and what ``ops`` counts and copies.
May import: config, domain, index. Imported by: presentation (values), queues, services, handlers, app, ops.
Migrations import nothing of the application; the library's tables are reached by ``index.database`` only.
"""
