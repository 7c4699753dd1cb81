"""What does a text mean, whatever its words and its language?

In: questions and paragraphs. Out: vectors of unit length, whose cosine says how alike two texts are in meaning
(``Encoder``), and their compact stored form (``quantised``). A question and its answer are near each other, whatever
their languages. The vectors are those of multilingual-e5-small (Wang et al., Multilingual E5 Text Embeddings, 2024), a
transformer of 12 layers, computed by numpy alone.

A text passes through ``subwords`` (pieces of words) → ``windows`` (at most 512 pieces each) → ``transformer`` (a state
for each piece) → ``encoder`` (means of states). ``data/meaning.bin`` holds the pieces and the weights (``model_file``,
``weights``); it is made by ``python -m tests.bench.make_model``. Nothing else is read, and nothing written. A change
that affects vectors needs a higher ``Encoder.MODEL``: stored vectors are then made anew.
May import: nothing of index.
"""

from __future__ import annotations

from index.meaning.encoder import Encoder, ParagraphVectors

__all__ = ["Encoder", "ParagraphVectors"]
