"""Tables: rows as named tuples, columns for pandas, Polars and Arrow."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast, overload

from . import _swig, rows
from ._extras import need
from ._money import digits_of, money

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Row = TypeVar("Row", bound="tuple[Any, ...]")

_TYPES = {
    _swig.RVA_COLUMN_TEXT: "text",
    _swig.RVA_COLUMN_INTEGER: "integer",
    _swig.RVA_COLUMN_REAL: "real",
    _swig.RVA_COLUMN_INSTANT: "instant",
    _swig.RVA_COLUMN_FLAG: "flag",
    _swig.RVA_COLUMN_MONEY: "money",
}


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    """"text", "integer", "real", "instant", "flag" or "money" (minor units)."""


def _money_property(name: str) -> property:
    return property(lambda row: money(getattr(row, name), row._money_digits),
                    doc=f"`{name}` in the currency.")


def _rebuild(key: tuple[Any, ...], values: tuple[Any, ...]) -> Any:
    return tuple.__new__(_row_class(*key), values)


@lru_cache(maxsize=256)
def _row_class(report: str, table: str, columns: tuple[Column, ...], digits: int) -> type:
    """The class of the rows of a table: the generated one, or one made for its columns."""
    known: Any = rows.TABLES.get((report, table))
    names = [column.name for column in columns]
    key = (report, table, columns, digits)
    if known is None or list(known._fields) != names:
        make: Any = collections.namedtuple
        known = make("Row", names, rename=True)
        for column in columns:
            if column.type == "money" and column.name.endswith("_minor"):
                setattr(known, column.name[:-6], _money_property(column.name))
    return type(known.__name__, (known,), {
        "__slots__": (),
        "__doc__": known.__doc__,
        "__module__": known.__module__,
        "__reduce__": lambda self: (_rebuild, (key, tuple(self))),
        "_money_digits": digits,
    })


class Table(Generic[Row]):
    """Rows of one form, all of one moment of the store.

    A table is read as a list of named tuples; ``table["name"]`` finds a row by its first column.
    pandas, Polars, pyarrow and DuckDB take it as it is (the Arrow C stream interface).
    """

    __slots__ = ("name", "currency", "columns", "_reports", "_index", "_lengths", "_chosen",
                 "_class", "_rows")

    def __init__(self, reports: tuple[_swig.Handle, ...], index: int, report: str, name: str,
                 columns: list[tuple[str, int]], lengths: tuple[int, ...],
                 currency: str) -> None:
        self.name = name
        self.currency = currency
        self.columns = tuple(Column(column, _TYPES.get(kind, "integer"))
                             for column, kind in columns)
        self._reports = reports
        self._index = index
        self._lengths = lengths
        self._chosen: tuple[int, ...] | None = None
        self._class = _row_class(report, name, self.columns, digits_of(currency))
        self._rows: list[Row] | None = None

    def __len__(self) -> int:
        return sum(self._lengths)

    def _pages(self) -> Iterator[list[Row]]:
        for report, length in zip(self._reports, self._lengths):
            page = _swig.rvp_table_rows(report, self._index, 0, length, self._class)
            yield self._narrow(page)

    def _narrow(self, page: list[Any]) -> list[Row]:
        if self._chosen is None:
            return page
        chosen = self._chosen
        kind = _row_class("", self.name, self.columns, digits_of(self.currency))
        return [tuple.__new__(kind, [row[i] for i in chosen]) for row in page]

    def _all(self) -> list[Row]:
        if self._rows is None:
            self._rows = [row for page in self._pages() for row in page]
        return self._rows

    def __iter__(self) -> Iterator[Row]:
        if self._rows is not None:
            yield from self._rows
        else:
            for page in self._pages():
                yield from page

    @overload
    def __getitem__(self, key: int | str) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> list[Row]: ...
    def __getitem__(self, key: int | str | slice) -> Row | list[Row]:
        if not isinstance(key, str):
            return self._all()[key]
        for row in self._all():
            if row[0] == key:
                return row
        raise KeyError(f"{self.name} has no row {key!r}")

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            return any(row[0] == key for row in self._all())
        return key in self._all()

    def get(self, key: str) -> Row | None:
        """The row whose first column says `key`, or None."""
        return self[key] if key in self else None

    def column(self, name: str) -> list[Any]:
        """The values of a column."""
        return cast("list[Any]", _swig.rvp_table_list(self._reports, self._index,
                                                      self._number(name)))

    def _number(self, name: str) -> int:
        for place, column in enumerate(self.columns):
            if column.name == name:
                return place if self._chosen is None else self._chosen[place]
        raise KeyError(f"{self.name} has no column {name!r}")

    def _numbers(self) -> list[int]:
        return list(range(len(self.columns)) if self._chosen is None else self._chosen)

    def select(self, *names: str) -> Table[Any]:
        """The same rows with only these columns."""
        numbers = tuple(self._number(name) for name in names)
        if len(set(numbers)) < len(numbers):
            raise ValueError("each column can be chosen once")
        made: Table[Any] = Table.__new__(Table)
        for slot in Table.__slots__:
            setattr(made, slot, getattr(self, slot))
        made.columns = tuple(next(c for c in self.columns if c.name == name) for name in names)
        made._chosen = numbers
        made._rows = None
        return made

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dict for each row."""
        if self._chosen is not None:
            names = [column.name for column in self.columns]
            return [dict(zip(names, row)) for row in self]
        return [row for report, length in zip(self._reports, self._lengths)
                for row in _swig.rvp_table_dicts(report, self._index, 0, length)]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """An Arrow C stream: what pyarrow, Polars, DuckDB and pandas ask for."""
        return _swig.rvp_table_stream(self._reports, self._index, self._numbers(), False)

    def to_arrow(self) -> pa.Table:
        """A pyarrow table; the extra `pandas` brings pyarrow."""
        need("pyarrow", "to_arrow()", "pandas")
        import pyarrow as pa

        return pa.table(self)

    def to_polars(self) -> pl.DataFrame:
        """A Polars data frame (the extra `polars`)."""
        need("polars", "to_polars()", "polars")
        import polars as pl

        return pl.DataFrame(_Views(self))

    def to_numpy(self) -> dict[str, np.ndarray[Any, Any]]:
        """An array for each column; what has no value is NaN, NaT or None."""
        need("numpy", "to_numpy()", "pandas")
        return {column.name: self._array(column) for column in self.columns}

    def _array(self, column: Column) -> Any:
        import numpy as np

        if column.type == "text":
            made = np.empty(len(self), dtype=object)
            made[:] = self.column(column.name)
            return made
        values, present = _swig.rvp_table_numbers(self._reports, self._index,
                                                  self._number(column.name))
        if column.type == "real":
            return np.frombuffer(values, dtype=np.float64)
        if column.type == "instant":
            return np.frombuffer(values, dtype="datetime64[us]")
        numbers = np.frombuffer(values, dtype=np.int64)
        if present is None:
            return numbers.astype(bool) if column.type == "flag" else numbers
        gaps = numbers.astype(np.float64)
        gaps[np.frombuffer(present, dtype=np.uint8) == 0] = np.nan
        return gaps

    def to_pandas(self) -> pd.DataFrame:
        """A pandas data frame: integers stay whole, instants are UTC, texts are texts.

        Needs pandas, which the extra `pandas` brings.
        """
        need("pandas", "to_pandas()", "pandas")
        import pandas as pd

        return pd.DataFrame({column.name: self._series(column) for column in self.columns},
                            copy=False)

    def _series(self, column: Column) -> Any:
        import numpy as np
        import pandas as pd

        if column.type == "text":
            return self._texts(column)
        values, present = _swig.rvp_table_numbers(self._reports, self._index,
                                                  self._number(column.name))
        if column.type == "real":
            return np.frombuffer(values, dtype=np.float64)
        if column.type == "instant":
            return pd.DatetimeIndex(np.frombuffer(values, dtype="datetime64[us]"), tz="UTC")
        numbers = np.frombuffer(values, dtype=np.int64)
        if present is None:
            return numbers.astype(bool) if column.type == "flag" else numbers
        absent = np.frombuffer(present, dtype=np.uint8) == 0
        if column.type == "flag":
            return pd.arrays.BooleanArray(numbers == 1, absent)
        return pd.arrays.IntegerArray(np.where(absent, 1, numbers), absent)

    def _texts(self, column: Column) -> Any:
        """Arrow's texts where pandas has them, else Python's."""
        import pandas as pd

        try:
            import pyarrow as pa
        except ImportError:
            return pd.Series(self.column(column.name), dtype=object)
        chunks = pa.chunked_array(pa.table(self.select(column.name)).column(0),
                                  type=pa.string())
        dtype = pd.Series(["a"]).dtype
        if not isinstance(dtype, pd.StringDtype):
            return pd.Series(chunks.to_pandas(), dtype=object)
        return cast(Any, dtype).__from_arrow__(chunks)

    def _stream_of_views(self) -> object:
        return _swig.rvp_table_stream(self._reports, self._index, self._numbers(), True)

    def __repr__(self) -> str:
        names = ", ".join(column.name for column in self.columns)
        return f"<Table {self.name}: {len(self)} rows of {names}>"

    def _repr_html_(self) -> str:
        from ._html import table_html

        return table_html(self)


class _Views:
    """A table as Polars has it inside: texts as views, which it need not convert."""

    def __init__(self, table: Table[Any]) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table._stream_of_views()
