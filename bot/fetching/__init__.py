"""How is a link or a document of somebody else read safely? Only public addresses, within bounds of time and size.

In: a link (``Fetcher.fetch``); the bytes of a file or page (``Reader.ready``).
Out: ``Fetched``, or FetchError with its ``problem``; ``index.extract.Extracted``, or Unreadable.
May import: domain, index.extract. Imported by: services, app, ops.
Stays light: ``document_reader`` runs as a program of its own, once a document, with little memory.
"""
