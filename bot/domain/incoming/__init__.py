"""What a message of Telegram holds: text and entities, links, where it was forwarded from, what cannot be read."""
