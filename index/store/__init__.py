"""What the library keeps: read and written in the caller's transaction.

In: a Connection from Database.read() or write(), and the id of a collection or of an index.
Out: rows as values (CollectionRow, Job, Article, StoredParagraph), postings as arrays.
May import: dedup, ranking, analysis, models, names, errors. Only Database begins transactions.
"""
