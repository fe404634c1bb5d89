"""Conditions of reports, in the forms that read well, as triples for the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Tuple

from ._types import Where

#: Dimension, a list with "," between, and 1 when it is of values to leave out.
Triple = Tuple[str, str, int]


def _list(values: Any, dimension: str) -> str:
    """A list as the library reads it: a str is one already, in others each value stands for itself."""
    if isinstance(values, str):
        return values
    if isinstance(values, (bytes, Mapping)) or not hasattr(values, "__iter__"):
        raise TypeError(f"where: of {dimension} a str or a list of str is needed,"
                        f" not {type(values).__name__}")
    listed = list(values)
    for value in listed:
        if not isinstance(value, str):
            raise TypeError(f"where: of {dimension} a str is needed, not {type(value).__name__}")
    return ",".join(value.replace("\\", "\\\\").replace(",", "\\,") for value in listed)


def _of_mapping(where: Mapping[str, Any]) -> Iterator[Triple]:
    for dimension, values in where.items():
        if not isinstance(values, Mapping):
            yield dimension, _list(values, dimension), 0
        elif set(values) == {"not"}:
            yield dimension, _list(values["not"], dimension), 1
        else:
            raise TypeError(f'where: of {dimension} {{"not": values}} is the one mapping there is')


def _of_conditions(where: Sequence[Any]) -> Iterator[Triple]:
    for condition in where:
        names = set(condition) if isinstance(condition, Mapping) else set()
        if names not in ({"dimension", "values"}, {"dimension", "exclude"}):
            raise TypeError('where: a condition is {"dimension": ..., "values": [...]}'
                            ' or {"dimension": ..., "exclude": [...]}')
        dimension, excludes = condition["dimension"], "exclude" in names
        yield (dimension, _list(condition["exclude" if excludes else "values"], dimension),
               int(excludes))


def conditions(where: Where | None) -> list[Triple] | None:
    """The triples of what was given as `where`."""
    if where is None:
        return None
    if isinstance(where, Mapping):
        return list(_of_mapping(where))
    if isinstance(where, (list, tuple)):
        return list(_of_conditions(where))
    raise TypeError("where: a dict of dimension to values, or a list of conditions is needed")
