"""Which passages answer a question, and what else can be read from a collection? Nothing is written.

In: a Connection, the name of a collection, a question or a Scope. Out: Answer, Summary, Digest, Page, Context.
A question passes through retrieval (first stage, ranking) -> passages (place in the article) -> highlight.
legacy_index searches a collection that another version of the analyser indexed, until it is reindexed.
May import: store, summaries, ranking, dedup, analysis, models, errors; not indexing.
"""
