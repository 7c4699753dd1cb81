"""What are the vectors of these contents? One a paragraph for scanning, and one a sentence for the candidates.

In: packed vectors to write, ids. Out: arrays of int8 with their scales; ids of contents that have no vector yet.
blocks writes the rows, reader reads them for a question, cache holds what was read last, backlog finds contents
without vectors.
May import: store's modules, meaning, analysis, models.
"""
