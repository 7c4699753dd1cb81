"""Which articles does a collection hold, how are they related, and what is deleted with one?

In: collection and article ids, a Scope. Out: Article, Receipt, ids of articles and contents.
articles reads and writes them, related finds versions, hidden knows those that can still be brought back, deletion
deletes. May import: store.contents, store.postings, store's modules, models, names, errors.
"""
