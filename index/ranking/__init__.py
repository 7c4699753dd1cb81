"""Which paragraph answers the question, which of its sentences, and how sure is that?

In: postings, encoded paragraphs and a question (``query``). Out: scores of the first stage (``bm25``), the order, the
sentences and the confidence of the second (``rerank.rerank``). Pure: no input or output.

To add a feature, write a function from an ``Evidence`` to one number a sentence in ``features.answer_features``, and
list it in ``ANSWER_FEATURES``. Fit ``weights`` with ``python -m tests.bench.answer_weights``, then
``confidence_weights`` with ``tests.bench.confidence``. A feature's name is the key of its weight. The arrays that
``analysis.encoding`` packs are stored, so a feature that needs other arrays needs a new ``tokenizer.ANALYSER``, too.
May import: index.analysis, index.models.
"""
