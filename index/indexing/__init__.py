"""How is an article added and deleted without anybody waiting for the database?

In: text (draft), a Plan, the names of collections. Out: Receipt, Forgotten.
Adding: draft (no database) -> plan (reads) -> staging (long articles, unseen) -> commit (one short transaction).
The rest: forget and removal, merge, reindex, embed; maintenance finishes what they left.
May import: store, dedup, analysis, models, names, errors; not search.
"""
