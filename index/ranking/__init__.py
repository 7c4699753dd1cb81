"""Which paragraph answers the question, which sentence of it, and how sure is that?

In: postings, encoded paragraphs and a question (``query``). Out: scores of the first stage (``bm25``), the order, the
sentences and the confidence of the second (``rerank.rerank``). Pure: no input or output.

To add a feature: write a function from an ``Evidence`` to one number a sentence in ``features.answer_features``, list
it in ``ANSWER_FEATURES``, and fit ``weights`` with ``python -m tests.bench.answer_weights`` and then
``confidence_weights`` with ``tests.bench.confidence``. The arrays that ``analysis.encoding`` packs are stored: a
feature that needs others needs a new ``tokenizer.ANALYSER``, too. Names of features are the keys of their weights.
May import: index.analysis, index.models.
"""
