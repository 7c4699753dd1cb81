"""How does Telegram keep a text? UTF-16 units, entities, the HTML that bots write, and what people write on the page.

In: text as a person or a bot gives it. Out: the text and its entities as a message holds them.
May import: `errors`.
"""
