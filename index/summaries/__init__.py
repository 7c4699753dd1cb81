"""Which sentences of an article, or of several on one story, are worth quoting?

In: a ``summarize.Document`` of sentences. Out: numbers of sentences (``summarize.choose``, ``digest.digest``), and
groups of articles on one story (``stories.stories``). Pure: no input or output.

Sentences are bags of terms (``salience``), scored by features (``scoring``) and chosen one after another
(``selection``), without ``boilerplate`` and without sentences that cannot stand alone (``anaphora``). ``algorithms``
are sumy's summarisers.
May import: index.analysis, index.models, dedup.events.
"""
