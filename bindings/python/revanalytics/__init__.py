"""What do our conversations earn, and where do we lose them?

    import revanalytics as ra

    with ra.create("chatbot.store") as store:
        store.record_transaction(id="t-81", kind="sale", amount_minor=27500)
        print(store.executive_summary(days=30).kpis["revenue_net"].money)
"""

from __future__ import annotations

from collections.abc import Callable

from . import _reports, _swig, errors
from ._report import Report
from ._reports import *  # noqa: F403
from ._store import Snapshot, Store, compact, create, open, salvage, upgrade
from ._table import Column, Table
from ._types import Erasure, Instant, Moment, Outcome, Recorded, Rejection
from ._watch import Change, Watch
from .errors import *  # noqa: F403
from .errors import Error

_swig.rvp_set_errors({error.code: error for error in errors.ALL})

__version__: str = _swig.rva_version() or ""

__all__ = [
    "Change",
    "Column",
    "Erasure",
    "Error",
    "Instant",
    "KpiName",
    "MetricName",
    "Moment",
    "Outcome",
    "Recorded",
    "Rejection",
    "Report",
    "Snapshot",
    "Store",
    "Table",
    "Watch",
    "compact",
    "create",
    "dimensions",
    "errors",
    "measures",
    "open",
    "reports",
    "salvage",
    "upgrade",
    *(error.__name__ for error in errors.ALL),
    *(report.__name__ for report in _reports.CLASSES.values()),
]


def _names(at: Callable[[int], str | None]) -> tuple[str, ...]:
    made: list[str] = []
    index = 0
    while (name := at(index)) is not None:
        made.append(name)
        index += 1
    return tuple(made)


#: The names of reports, and what a cube can be asked for.
reports: tuple[str, ...] = _names(_swig.rva_report_name_at)
dimensions: tuple[str, ...] = _names(_swig.rva_dimension_name_at)
measures: tuple[str, ...] = _names(_swig.rva_measure_name_at)
