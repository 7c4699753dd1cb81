"""Does this paragraph add anything to the stored ones, and how is its article related to theirs?

In: an article's paragraphs. Out: for each NEW, DUPLICATE or CHANGED, and the paragraph that it repeats or changes
(``judge.judge``); the article's relation to the stored ones (``article_versions.relate``). Pure: stored texts come
through ``judge.Lookup``.

Copies share a ``fingerprint`` of their ``normal_form``; the ``sketch`` finds candidates among near-copies;
``compare.verdict.compare`` judges a pair: it aligns both and asks what the new words state. ``events`` tells whether
two posts are about one event or only share a template.
May import: index.analysis, index.models.
"""
