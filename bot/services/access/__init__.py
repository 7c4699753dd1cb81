"""Who may use the bot, and how much? `policy` decides, `claim` makes the first owner, `quotas` limit the rest.

In: an `AccessRequest`, told from an update. Out: an `AccessDecision`, a `Refusal`.
May import: store, domain, config, index, telegram's types; nothing here waits, sends or commits.
"""
