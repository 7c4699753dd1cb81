"""What does the question ask for, and under which terms may its words be found?

In: the question as it was typed, its languages, what the first stage learnt. Out: ``query.Question``: its words with
other forms (``word_forms``), related terms (``thesaurus``) and corrections of misspellings (``fuzzy``).
May import: index.analysis.
"""
