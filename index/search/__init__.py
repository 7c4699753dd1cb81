"""Which passages answer a question, and what else can be read out of a collection? Nothing is written.

In: a Connection, the name of a collection, a question or a Scope. Out: Answer, Summary, Digest, Page, Context.
The way of a question: retrieval (first stage, ranking) -> passages (where it stands) -> highlight.
legacy_index searches what another version of the analyser indexed until that is indexed anew.
May import: store, summaries, ranking, dedup, analysis, models, errors; not indexing.
"""
