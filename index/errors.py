"""Everything that the library raises on purpose; database errors are translated at its border."""


class LibraryError(Exception):
    """The base of all errors of the library; its text is a sentence for the operator."""


class InvalidText(LibraryError):
    """A text or title cannot be added: nothing to read in it, or longer than the library takes."""


class UnknownArticle(LibraryError):
    """An article id that this collection does not hold, or no longer."""


class StorageError(LibraryError):
    """The database cannot be opened, read or written; nothing of the attempted change was stored.

    ``passing``: the cause is the database's state, such as a full disk, and a later attempt may succeed.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
