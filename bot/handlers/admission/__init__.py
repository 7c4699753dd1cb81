"""Who is let in? The gate before all handlers, groups that move, come and go, and what no other handler took.

In: every update. Out: refusals, the owner's claim, first words in a group, "unknown command", "old button".
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
