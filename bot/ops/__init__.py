"""What does the operator run and see? The command line, one run of the bot, backups, copies, doctor, metrics, logs.

In: ``Settings`` and the command line's arguments.
Out: sentences for the operator and an exit code; OperatorError says what to do. Pages for Prometheus.
May import: everything below. Imported by: ``bot.__main__`` only. A command imports what it needs when it runs.
"""
