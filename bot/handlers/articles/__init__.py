"""How are articles kept, listed and deleted? Messages, links and files; /articles, /new, /export, /forget, /keep.

In: requests. Out: receipts, lists, files, and the questions whether to forget.
May import: services and what is below them, `handlers.adapter`; no other handler.
"""
