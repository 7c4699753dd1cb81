"""Bots in processes of their own, or several on one database, and what is between Telegram and them."""
