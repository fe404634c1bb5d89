"""Types that several modules share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from enum import IntEnum
from typing import Any, Union

#: When something happened: an aware datetime, "2026-03-01T14:03:22Z", or microseconds UTC.
Instant = Union[datetime, str, int]

#: Where a period begins or ends: an instant, or a day of the store's time zone.
Moment = Union[datetime, date, str, int]

#: Values of a dimension: a list of them, each as it is; or a str with "," between, in which a
#: backslash makes the character after it plain.
Values = Union[str, Sequence[str]]

#: Conditions, all of which must hold: {"platform": "A"}, {"platform": ["A", "B"]},
#: {"platform": {"not": ["A", "B"]}}, or a list of conditions as `Report.where` has them.
Where = Union[Mapping[str, Union[Values, Mapping[str, Values]]], Sequence[Mapping[str, Any]]]


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
    CORRECTED = 4
    """Recorded in place of what its id or uid had, or to end a void."""
    OF_ERASED = 5
    """Of a person who was erased: refused, as it should be."""
    NOTHING_STORED = 6
    """An erasure of whom nothing is stored: recorded all the same."""

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
    corrected: int = 0
    duplicate: int = 0
    conflict: int = 0
    erased: int = 0
    """Of persons who were erased: refused, as it should be."""
    refused: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    """The events that conflicted or were refused."""

    def __bool__(self) -> bool:
        """Whether none was refused or conflicted."""
        return not (self.conflict or self.refused)


@dataclass(frozen=True)
class Erasure:
    """What an erasure touched."""

    outcome: Outcome
    """ACCEPTED, DUPLICATE, or NOTHING_STORED: nothing of that id was found."""
    conversations: int
    """That were erased now."""
    leads: int
    """Of these."""
    events: int
    """That were written anew, also those of others that named the person."""


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(timezone.utc)
