"""What does one paragraph say that another one does not?

In: two paragraphs in normal form. Out: a ``verdict.Verdict``, with the ``differences.Difference`` that tells most.
``verdict`` leaves out ``credits``, aligns words (``align``) and reads the places that differ (``pair``);
``differences`` asks of each whether there is an ``explanation`` of words that add nothing: who speaks
(``attribution``), and in a long sentence or beside a shared quotation another wording (``rewordings``) or a phrase left
out (``shortenings``). What is left is the difference.
May import: dedup's other modules, analysis.
"""
