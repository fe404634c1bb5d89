"""Types that several modules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from enum import IntEnum
from typing import Union

#: When something happened: an aware datetime, "2026-03-01T14:03:22Z", or microseconds UTC.
Instant = Union[datetime, str, int]

#: Where a period begins or ends: an instant, or a day of the store's time zone.
Moment = Union[datetime, date, str, int]


class Outcome(IntEnum):
    """What became of an event."""

    ACCEPTED = 0
    """Recorded, or kept until what it names arrives."""
    DUPLICATE = 1
    """Recorded before with the same content: nothing changed."""
    CONFLICTING = 2
    """Its id was recorded before with other content: refused."""
    REFUSED = 3
    """Not valid: nothing of it is kept."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Rejection:
    """An event of many that was not accepted."""

    index: int
    """Its place among those given, 0 for the first; its line, of a file."""
    outcome: Outcome
    error: Exception
    """Says the field, the reason and the remedy."""


@dataclass(frozen=True)
class Recorded:
    """What became of many events."""

    accepted: int = 0
    duplicate: int = 0
    conflict: int = 0
    refused: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    """The events that conflicted or were refused."""

    def __bool__(self) -> bool:
        """Whether none was refused or conflicted."""
        return not (self.conflict or self.refused)


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(timezone.utc)
