"""How does a text become paragraphs, sentences and terms?

In: a text. Out: spans (``segmentation``), its language (``language``), terms (``tokenizer``), and what is stored of a
paragraph for searching (``encoding``). Pure: no input or output.

``tokenizer.analyse`` is a pipeline: tokenizer (``spelt``) → fold (``folder``) → stem (``stemmer``) → stop words, which
are marked, not dropped. ``encoding.prepare`` adds character grams and answer types; ``codec`` packs them. If a change
alters the output for any text, raise ``tokenizer.ANALYSER``: stored collections are then reindexed.
May import: index.models.
"""
