"""Which numbers describe each candidate, one a paragraph or a sentence?

In: the question and its candidates (``candidates.Candidates``), compared once (``match_matrix.MatchMatrix``).
Out: ``PARAGRAPH_FEATURES`` and ``SENTENCE_FEATURES``, whose values ``ranking.rerank`` weighs and adds up.
May import: index.analysis, index.ranking.query, index.models.
"""
