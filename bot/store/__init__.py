"""The bot's own tables, beside the library's in the same database, so that both change in one transaction."""
