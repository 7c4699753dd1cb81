"""Is the first hit called the answer, or is something offered as perhaps answering, or does nothing answer?

In: the ranking's log odds, the question's answer types and the hit's sentence. Out: yes or no.
``tone`` has the thresholds, ``evidence`` tells whether a sentence lacks what is asked for, by ``evidence_words``.
May import: ranking, dedup, analysis, ``index.search.days``; it reads no database.
"""
