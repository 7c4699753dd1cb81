"""Databases of earlier releases, as text: they open in this one with nothing lost (test_upgrades.py)."""
