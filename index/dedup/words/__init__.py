"""Which words mean the same, and which state nothing?

In: a text in normal form. Out: its words with one key for what means the same (``normalize.wording``), and word
classes of several languages (``lexicon``, which reads ``wordlists``). May import: dedup's normal form, analysis.
"""
