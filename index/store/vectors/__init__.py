"""Which direction does what is said point in? A vector a paragraph to scan, and one a sentence for the candidates.

In: packed vectors to write, ids. Out: arrays of int8 with their scales; ids of contents that have no vector yet.
blocks has the rows, reader what a question reads of them, cache what it read a moment ago, backlog what is still to be
made.
May import: store's modules, meaning, analysis, models.
"""
