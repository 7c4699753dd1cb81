"""Which paragraph answers the question, which sentence of it, and how sure is that?

In: postings, encoded paragraphs and a question (``query``). Out: scores of the first stage (``bm25``), the order, the
sentences and the confidence of the second (``rerank.rerank``). Pure: no input or output.

To add a feature: write a function from a ``MatchMatrix`` to one number a paragraph or sentence in ``features``, add its
row to ``PARAGRAPH_FEATURES`` or ``SENTENCE_FEATURES``, and fit ``weights`` with ``python -m tests.bench.fit`` and then
``tests.bench.confidence``. The arrays that ``analysis.encoding`` packs must stay as they are: they are stored, so a
feature that needs others needs a new ``tokenizer.ANALYSER``, too. Names of features are the keys of their weights.
May import: index.analysis, index.models.
"""
