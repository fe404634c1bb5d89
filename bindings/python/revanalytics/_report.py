"""Reports: what was asked, and the tables that answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from . import _swig
from ._table import Table

if TYPE_CHECKING:
    import pandas as pd


class Report:
    """A report: named tables of one moment.

    It holds nothing of the store: keep it as long as you like, read it from any thread.
    """

    def __init__(self, handle: _swig.Handle) -> None:
        self._handle = handle
        self._info: dict[str, Any] = _swig.rvp_report_info(handle)
        name, currency = self._info["report"] or "", self._info["currency"] or ""
        self.tables: dict[str, Table[Any]] = {}
        """The tables by name."""
        for index, (table, length, columns) in enumerate(_swig.rvp_report_tables(handle)):
            self.tables[table] = Table((handle,), index, name, table, columns, (length,),
                                       currency)

    @property
    def name(self) -> str:
        """The name of the report."""
        return cast(str, self._info["report"])

    @property
    def from_(self) -> datetime:
        """The first instant of the period."""
        return cast(datetime, self._info["from_at"])

    @property
    def to(self) -> datetime:
        """The first instant after the period."""
        return cast(datetime, self._info["to_at"])

    @property
    def previous_from(self) -> datetime | None:
        """The first instant of the period it is compared with, None without one."""
        return cast("datetime | None", self._info["previous_from_at"])

    @property
    def previous_to(self) -> datetime | None:
        """The first instant after that period."""
        return cast("datetime | None", self._info["previous_to_at"])

    @property
    def now(self) -> datetime:
        """The present it was computed for."""
        return cast(datetime, self._info["now_at"])

    @property
    def mode(self) -> str:
        """Where returns count, as asked: "default", "booked" or "restated"."""
        return cast(str, self._info["mode"])

    @property
    def where(self) -> list[dict[str, Any]]:
        """The conditions, as the JSON has them; another report can be asked with them."""
        return cast("list[dict[str, Any]]", self._info["where"])

    @property
    def warnings(self) -> list[str]:
        """What was asked and is likely to be a mistake, a line each."""
        return cast("list[str]", self._info["warnings"])

    @property
    def time_zone(self) -> str:
        """The store's time zone."""
        return cast(str, self._info["time_zone"])

    @property
    def currency(self) -> str:
        """The store's currency."""
        return cast(str, self._info["currency"])

    @property
    def complete(self) -> bool:
        """False when the period reaches past `now`."""
        return bool(self._info["complete"])

    def __getitem__(self, table: str) -> Table[Any]:
        return self.tables[table]

    if not TYPE_CHECKING:  # checkers know the tables of each class

        def __getattr__(self, name):
            tables = self.__dict__.get("tables", {})
            if name in tables:
                return tables[name]
            raise AttributeError(f"{type(self).__name__} has no attribute or table {name!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def to_dict(self) -> dict[str, Any]:
        """The report as dicts and lists, shaped as its JSON; instants are datetimes."""
        compared = {"previous_from": self.previous_from, "previous_to": self.previous_to}
        return {
            "report": self.name,
            "from": self.from_,
            "to": self.to,
            **(compared if self.previous_from is not None else {}),
            "now": self.now,
            "mode": self.mode,
            "where": self.where,
            "time_zone": self.time_zone,
            "currency": self.currency,
            "complete": self.complete,
            "warnings": self.warnings,
            "tables": {name: table.to_dicts() for name, table in self.tables.items()},
        }

    def _write(self, form: int) -> bytes:
        return _swig.rva_report_write(self._handle, form)

    def to_json(self) -> str:
        """The same JSON as every other language and the command write."""
        return self._write(_swig.RVA_FORMAT_JSON).decode()

    def to_csv(self) -> str:
        """The tables as CSV, a blank line between."""
        return self._write(_swig.RVA_FORMAT_CSV).decode()

    def to_ndjson(self) -> str:
        """A JSON object for each row."""
        return self._write(_swig.RVA_FORMAT_NDJSON).decode()

    def to_msgpack(self) -> bytes:
        """The JSON object as MessagePack."""
        return self._write(_swig.RVA_FORMAT_MSGPACK)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """A data frame for each table."""
        return {name: table.to_pandas() for name, table in self.tables.items()}

    def plot(self, table: str | None = None, ax: Any = None) -> Any:
        """Draws the report with matplotlib (the extra `plot`); returns the axes.

        table: one that has a drawing: days, tiers, platforms, boroughs of the executive summary;
            stages, drop_offs; series; platforms, tiers of the platforms.  Left out, what says most
        ax: axes to draw into; left out, those of a new figure, had as `.figure` of what returns
        """
        from ._plot import plot_report

        return plot_report(self, table, ax)

    def __repr__(self) -> str:
        tables = ", ".join(f"{name} ({len(table)})" for name, table in self.tables.items())
        return f"<{type(self).__name__} {self.from_:%Y-%m-%d} to {self.to:%Y-%m-%d}: {tables}>"

    def _repr_html_(self) -> str:
        from ._html import report_html

        return report_html(self)
