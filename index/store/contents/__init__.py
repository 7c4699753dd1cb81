"""What is said, stored once however often it is said, and which stored paragraph is like a new one?

In: fingerprints, sketches, content ids. Out: StoredParagraph, ids; Nearby, through which dedup judges.
contents has the texts, sketches finds near-duplicates, visibility hides what is staged or abandoned.
May import: store's modules, dedup, analysis, models.
"""
