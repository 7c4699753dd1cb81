"""Importing sumy's summarisers without all of nltk.

sumy imports nltk for its stemmers, which nothing here uses: ours come from Snowball. nltk takes a second
and 25 MB, and four seconds and 90 MB where scipy happens to be installed, which whoever asks for the first
summary would wait for. While sumy is imported, an empty module stands where its stemmers would be; nltk
itself can still be imported by anybody, before or after.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_NAMES = ("nltk", "nltk.stem", "nltk.stem.snowball")


def import_summarizers() -> ModuleType:
    """``sumy.summarizers``, imported without nltk."""
    if "sumy.nlp.stemmers" in sys.modules or "nltk" in sys.modules:
        return import_module("sumy.summarizers")
    empty = {name: ModuleType(name) for name in _NAMES}
    for name, module in empty.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(empty[parent], child, module)
    sys.modules.update(empty)
    try:
        return import_module("sumy.summarizers")
    finally:
        for name in _NAMES:
            if sys.modules.get(name) is empty[name]:
                del sys.modules[name]
