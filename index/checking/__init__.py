"""Whether each sentence of a text stands in the articles: word for word, altered, in other words, or not at all.

`reading` cuts both sides into words that compare, `verbatim` finds what stands there word for word, `changes` names
what differs from the sentence that is nearest, `support` decides whether one says the same in other words; `articles`
holds the paragraphs that are compared with, and `checking` asks them in this order.
"""
