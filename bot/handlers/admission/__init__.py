"""Who is let in? Moved groups, then the gate, before all handlers; and the fallback behind them.

In: every update. Out: refusals, the owner's claim, first words in a group, "unknown command", "old button".
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
