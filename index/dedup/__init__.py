"""Does this paragraph add anything to those that are stored, and what is its article to theirs?

In: an article's paragraphs. Out: for each NEW, DUPLICATE or CHANGED, and of what (``judge.judge``); the article's
relation to the stored ones (``article_versions.relate``). Pure: stored texts come through ``judge.Lookup``.

Copies share a ``fingerprint`` of their ``normal_form``; the ``sketch`` finds candidates among near-copies; the verdict
on a pair is ``compare.verdict.compare``, which aligns both and asks what the new words state. ``events`` tells whether
two posts are about one event or were made from one template.
May import: index.analysis, index.models.
"""
