"""For tests of the local Telegram: its page in a browser, a bot to talk to, and second opinions."""
