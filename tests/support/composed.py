"""What SQLAlchemy has made of each statement, for all databases of one process: a bot has one, a test run thousands."""

from __future__ import annotations

from typing import Any


class _Composed(dict[Any, Any]):
    """A cache of compiled statements whose keys leave out the dialect, of which every engine has its own."""

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return super().get(key[1:], otherwise)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


# For SQLite only: other databases are told something else.
COMPOSED = _Composed()
