"""Which articles does a collection hold, how do they belong together, and what goes when one goes?

In: collection and article ids, a Scope. Out: Article, Receipt, ids of articles and contents.
articles reads and writes them, related finds versions, hidden has those that can still be brought back, deletion
deletes. May import: store.contents, store.postings, store's modules, models, names, errors.
"""
