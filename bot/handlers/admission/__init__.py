"""Who is let in? Groups that move, then the gate, before all handlers; and what no other took.

In: every update. Out: refusals, the owner's claim, first words in a group, "unknown command", "old button".
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
