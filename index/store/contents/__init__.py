"""Which texts are stored, each once however often it occurs, and which of them is like a new paragraph?

In: fingerprints, sketches, content ids. Out: StoredParagraph, ids; Nearby, through which dedup judges.
contents has the texts, sketches finds near-duplicates, visibility hides staged and abandoned contents.
May import: store's modules, dedup, analysis, models.
"""
