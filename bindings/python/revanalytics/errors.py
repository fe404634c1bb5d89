"""The exceptions: one for each status of the library.

Made by bindings/generate.py; do not edit.
"""

from __future__ import annotations

from typing import ClassVar


class Error(Exception):
    """What the library says when it fails."""

    code: ClassVar[int] = 0
    name: ClassVar[str] = "OK"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message, field)
        self.message = message
        self.field = field or None

    def __str__(self) -> str:
        return self.message


class InvalidError(Error, ValueError):
    """An argument or a field is outside its documented range."""

    code = 1
    name = "INVALID"


class NotFoundError(Error, LookupError):
    """No such record, report, column or store."""

    code = 2
    name = "NOT_FOUND"


class ExistsError(Error):
    """It is there already."""

    code = 3
    name = "EXISTS"


class ConflictError(Error):
    """The same id was recorded with other content."""

    code = 4
    name = "CONFLICT"


class NoMemoryError(Error):
    """An allocation failed."""

    code = 5
    name = "NO_MEMORY"


class IoError(Error):
    """The operating system refused a read, a write or a flush."""

    code = 6
    name = "IO"


class FullError(Error):
    """The disk, the file-size limit or the store's own quota is full."""

    code = 7
    name = "FULL"


class CorruptError(Error):
    """Stored bytes are damaged."""

    code = 8
    name = "CORRUPT"


class FormatError(Error):
    """Not a store, or a store of a format this version cannot read."""

    code = 9
    name = "FORMAT"


class BusyError(Error):
    """Another writer held the store for longer than the time allowed."""

    code = 10
    name = "BUSY"


class ReadOnlyError(Error):
    """The store was opened for reading only."""

    code = 11
    name = "READ_ONLY"


class ForkedError(Error):
    """The handle was opened in the parent of this process."""

    code = 12
    name = "FORKED"


class MisuseError(Error):
    """The call is not allowed here or now."""

    code = 13
    name = "MISUSE"


class LimitError(Error):
    """A named limit was reached."""

    code = 14
    name = "LIMIT"


class ErasedError(Error):
    """The person this concerns was erased."""

    code = 15
    name = "ERASED"


class UnknownError(Error):
    """A flush failed, stored or not: reopen the store and repeat it."""

    code = 16
    name = "UNKNOWN"


class CancelledError(Error):
    """The progress function asked to stop."""

    code = 17
    name = "CANCELLED"


class TimeoutError(Error):
    """Nothing happened within the time allowed."""

    code = 18
    name = "TIMEOUT"


class InUseError(Error):
    """Another process or another copy of the library has the store open."""

    code = 19
    name = "IN_USE"


ALL: tuple[type[Error], ...] = (
    InvalidError,
    NotFoundError,
    ExistsError,
    ConflictError,
    NoMemoryError,
    IoError,
    FullError,
    CorruptError,
    FormatError,
    BusyError,
    ReadOnlyError,
    ForkedError,
    MisuseError,
    LimitError,
    ErasedError,
    UnknownError,
    CancelledError,
    TimeoutError,
    InUseError,
)
