"""How does an article get in, and out again, without anybody waiting for the database?

In: text (draft), a Plan, the names of collections. Out: Receipt, Forgotten.
The way in: draft (no database) -> plan (reads) -> staging (long ones, unseen) -> commit (one short transaction).
Others: forget and removal, merge, reindex; maintenance does what they left.
May import: store, dedup, analysis, models, names, errors; not search.
"""
