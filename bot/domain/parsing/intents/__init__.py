"""Is a text an article, a question or talk? `intent` decides, by its sentences (`prose`) and the words that ask.

In: the text of a message. Out: ``Guess``, ``Worth``. May import: `bot.domain.parsing.small_talk`.
"""
