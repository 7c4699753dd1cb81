"""Which of several processes over one PostgreSQL handles a chat? Not needed to understand a bot of one process.

In: what ``Ownership`` and ``Permits`` are asked by the queues; notifications of other processes.
Out: chats and their updates, handed to the dispatcher and the outbox; ``Lost`` for a chat that was taken away.
May import: queues, transport, store, tasks, index.database. Imported by: app, and ops for the number of processes.
Public: ClusterCoordinator, ClusterTiming, SharedPermits.
"""
