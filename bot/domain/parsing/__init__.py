"""What does somebody mean by what they write? Text in, a value out; None or a field says what was not understood.

In: the text of a message, words behind a command, the time in the chat's zone. Out: ``Guess``, ``Wish``,
``SearchQuery``, ``SummaryOptions``, the words addressed to the bot. How people put wishes and times stands in
``words/``, a file a language. May import: ``telegram``'s types.
"""
