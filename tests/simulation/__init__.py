"""The bot's queues under a seeded scheduler: time, Telegram, the database and crashes are drawn from one number.

`python -m tests.simulation --seed N --steps M` replays a run and prints its trace.
"""
