"""What does a person see? The library's results and the bot's decisions as messages with buttons, one file a view.

In: results (``index.Answer``, ``Summary``, …), preferences, ``Texts``, the time in the chat's zone.
Out: HTML and rows of buttons. Views decide nothing and store nothing.
May import: ``bot.presentation.texts``, ``bot.domain``, ``index``, telegram's types, and of ``bot.store`` the values
that rows are read into.
"""
