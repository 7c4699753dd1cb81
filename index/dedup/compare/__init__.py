"""What does one paragraph say that another one does not?

In: two paragraphs in normal form. Out: a ``verdict.Verdict``, with the ``differences.Difference`` that tells most.
``verdict`` leaves out ``credits``, aligns words (``align``) and reads the places that differ (``pair``). For each
place ``differences`` looks for an explanation by which its words add nothing (``explanations``): they say who speaks
(``attribution``), or, in a long sentence or beside a shared quotation, they reword (``rewordings``) or shorten
(``shortenings``). What remains unexplained is the difference.
May import: dedup's other modules, analysis.
"""
