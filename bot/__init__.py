"""Everything of Verbatim that touches Telegram or the network."""
