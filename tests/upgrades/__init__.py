"""A database from before the first release, as text: it opens in this one with nothing lost (test_upgrades.py)."""
