"""What follows from bindings/schema.json for the Python package: rows, and a method for each report.

generate.py calls files() with itself, which knows how to read the schema.
"""

TYPES = {"text": "str", "integer": "int", "money": "int", "real": "float", "flag": "bool",
         "instant": "datetime"}

# The options of reports by their input: (name, annotation, words).
OPTIONS = {
    "measures": [("measures", "str | Sequence[str] | None",
                  "names of measures and metrics, see docs/definitions.md and docs/kpis.md")],
    "dimensions": [("dimensions", "str | Sequence[str] | None", "names of dimensions")],
    "period": [("period", "str | None", '"today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to'),
               ("days", "int | None", "whole local days ending with today; the last 30 if nothing else is said"),
               ("from_", "Moment | None", "the first instant; a date is a day of the store's time zone"),
               ("to", "Moment | None", "the first instant after the period")],
    "now": [("now", "Moment | None", "the present; decides what is open and what is partial")],
    "mode": [("mode", "str | None", '"booked" or "restated": where returns count')],
    "where": [("where", "Where | None",
               'conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}')],
    "compare": [("compare", "str | None", '"same_time", "full", "previous_period", "previous_year" or "none"')],
    "by": [("by", "str | None",
            '"hour", "day" (default), "week" or "month"; the cube takes "quarter", "year", "none"')],
    "sort": [("sort", "str | None",
              'a column of the cells; "-" before it for the greatest first')],
    "limit": [("limit", "int | None", "so many rows, the first of them; 0 for all")],
    "value": [("value", "str | None", '"expected" (default) or "flat": what an item of the pipeline is worth')],
}
POSITIONAL = ("measures", "dimensions")


def python_type(column):
    """The type of a column's values."""
    return TYPES[column["type"]] + (" | None" if column["optional"] else "")


def sentence(text):
    """The words as a sentence."""
    text = text[0].upper() + text[1:]
    return text if text.endswith(".") else text + "."


# --- Rows ---------------------------------------------------------------------------------------

def row_class(name, title, table):
    """A named tuple; money can be had as Decimal, under the name without `_minor`.

    Where a column has that name already, there is the whole number alone.
    """
    names = {column["name"] for column in table["columns"]}
    lines = ["", f"class {name}(NamedTuple):", f'    """{title}"""', ""]
    for column in table["columns"]:
        words = sentence(column["words"]).replace("\\", "\\\\")
        hides = "  # type: ignore[assignment]" if hasattr(tuple, column["name"]) else ""
        lines += [f"    {column['name']}: {python_type(column)}{hides}",
                  '    """' + (" " if words.startswith('"') else "") + words + '"""']
    for column in table["columns"]:
        if column["name"].endswith("_minor") and column["name"][:-6] not in names:
            lines += ["", "    @property", f"    def {column['name'][:-6]}(self) -> Decimal | None:",
                      f'        """`{column["name"]}` in the currency."""',
                      f"        return money(self.{column['name']}, _digits(self))"]
    if name == "KpiRow":
        lines += ["", "    @property", "    def money(self) -> Decimal | None:",
                  '        """The value in the currency, of a KPI whose unit is "minor"."""',
                  '        return money(self.value if self.unit == "minor" else None, _digits(self))']
    return lines + [""]


def rows_py(source):
    lines = ['"""The rows of reports and of records.', "", source.NOTE, '"""', "",
             "from __future__ import annotations", "", "from datetime import datetime",
             "from decimal import Decimal", "from typing import Any, NamedTuple", "",
             "from ._money import money", "", "",
             "def _digits(row: Any) -> int:",
             '    """Decimals of the currency of the report that a row came from."""',
             '    return int(getattr(row, "_money_digits", 2))', ""]
    made, table_lines = set(), []
    for report, table in source.tables():
        name = source.class_of(table)
        table_lines.append(f'    ("{report}", "{table["name"]}"): {name},')
        if name in made:
            continue
        made.add(name)
        path = report if report == table["name"] else f"{report}.{table['name']}"
        title = ("A KPI with its parts; see docs/kpis.md." if name == "KpiRow"
                 else f"A row of {path}: {table['words']}.")
        lines += row_class(name, title, table)
    return "\n".join(lines + ["", "TABLES: dict[tuple[str, str], type[tuple[Any, ...]]] = {",
                              *table_lines, "}", ""])


# --- Reports --------------------------------------------------------------------------------------

def report_class(source, report):
    lines = ["", "", f"class {source.pascal(report['name'])}(Report):",
             f'    """{report["words"]}"""', ""]
    for table in report["tables"]:
        row = f"rows.{source.class_of(table)}" if table["row"] else "Any"
        lines += [f"    {table['name']}: Table[{row}]", f'    """{sentence(table["words"])}"""']
    return lines


def options_of(report):
    """(name, annotation, words) of each option, those given by place first."""
    return [option for name, options in OPTIONS.items() if name in report["inputs"]
            for option in options]


def method(source, report):
    options = options_of(report)
    lines = ["", f"    def {report['name']}(", "        self,"]
    lines += [f"        {name}: {kind} = None," for name, kind, _ in options if name in POSITIONAL]
    lines += ["        *,"]
    lines += [f"        {name}: {kind} = None," for name, kind, _ in options
              if name not in POSITIONAL]
    lines += ["        snapshot: Snapshot | None = None,",
              f"    ) -> {source.pascal(report['name'])}:", f'        """{report["words"]}', ""]
    lines += [f"        {name}: {words}" for name, _, words in options]
    lines += ["        snapshot: a moment that several reports share", '        """',
              f"        return self._run({source.pascal(report['name'])}, \"{report['name']}\", {{"]
    lines += [f'            "{name}": {name},' for name, *_ in options]
    return lines + ['            "snapshot": snapshot,', "        })"]


def literal(name, metrics):
    """A type of names."""
    return [f"{name} = Literal[", *[f'    "{metric["name"]}",' for metric in metrics], "]", ""]


def reports_py(source):
    reports = source.SCHEMA["reports"]
    names = [source.pascal(report["name"]) for report in reports]
    lines = ['"""The reports: a class and a method for each.', "", source.NOTE, '"""', "",
             "from __future__ import annotations", "",
             "from collections.abc import Sequence",
             "from typing import TYPE_CHECKING, Any, Literal, TypeVar", "",
             "from . import rows", "from ._report import Report", "from ._table import Table",
             "from ._types import Moment, Where", "", "if TYPE_CHECKING:",
             "    from ._store import Snapshot", "",
             "__all__ = [", '    "KpiName",', '    "MetricName",', *[f'    "{name}",' for name in names], "]", "",
             'AnyReport = TypeVar("AnyReport", bound=Report)', "",
             "#: The names of KPIs, the rows of tables `kpis`; docs/kpis.md has their formulas.",
             *literal("KpiName", [one for one in source.SCHEMA["metrics"] if one["is_kpi"]]),
             "#: The names of metrics that a cube takes as measures.",
             *literal("MetricName", [one for one in source.SCHEMA["metrics"] if one["in_cube"]])]
    for report in reports:
        lines += report_class(source, report)
    lines += ["", "", "CLASSES: dict[str, type[Report]] = {",
              *[f'    "{report["name"]}": {name},' for report, name in zip(reports, names)], "}",
              "", "", "class Reporting:",
              '    """One method for each report; all options of a report may be left out."""', "",
              "    def _run(self, kind: type[AnyReport], name: str, query: dict[str, Any])"
              " -> AnyReport:", "        raise NotImplementedError"]
    for report in reports:
        lines += method(source, report)
    return "\n".join(lines) + "\n"


def files(source):
    """The files and what makes them."""
    return {"bindings/python/revanalytics/rows.py": lambda: rows_py(source),
            "bindings/python/revanalytics/_reports.py": lambda: reports_py(source)}
