"""For tests of the bot: what it sends through, and what it fetches from."""
