"""Reports as HTML for notebooks."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ._kpis import CARDS, change_words, kpi_words, number_words, title_of
from ._money import money_words

if TYPE_CHECKING:
    from ._report import Report
    from ._table import Column, Table

_ROWS_MAX = 30
_STYLE = """<style scoped>
.rva{font:13px/1.5 system-ui,sans-serif;max-width:72em}
.rva h3{margin:.2em 0;font-size:1.3em}.rva h4{margin:1.1em 0 .3em;font-size:1em}
.rva .when{opacity:.7;margin-bottom:.6em}
.rva table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.rva th,.rva td{padding:.25em .8em;text-align:left;border:0;background:none;white-space:nowrap}
.rva thead th{border-bottom:2px solid rgba(128,128,128,.5);font-weight:600}
.rva tbody tr{border-bottom:1px solid rgba(128,128,128,.18)}
.rva .n{text-align:right}.rva .none{opacity:.35}
.rva .cards{display:flex;flex-wrap:wrap;gap:.7em;margin:.6em 0}
.rva .card{border:1px solid rgba(128,128,128,.3);border-radius:.6em;padding:.5em .9em}
.rva .card b{display:block;font-size:1.5em;font-weight:600}
.rva .card span{opacity:.7}.rva .up{color:#1a7f4b}.rva .down{color:#c2382e}
</style>"""


def _title(name: str) -> str:
    return escape(title_of(name))


def _cell(column: Column, value: Any, currency: str) -> str:
    if value is None:
        return '<td class="n none">&ndash;</td>'
    if column.type == "text":
        return f"<td>{escape(str(value))}</td>"
    if column.type == "instant":
        return f"<td>{value:%Y-%m-%d %H:%M}</td>" if isinstance(value, datetime) else "<td></td>"
    if column.type == "flag":
        return f"<td>{'yes' if value else ''}</td>"
    if column.type == "money" or column.name.endswith("_minor"):
        return f'<td class="n">{escape(money_words(value, currency))}</td>'
    if column.name.endswith(("_rate", "_share")) or "_of_" in column.name:
        return f'<td class="n">{value:.1%}</td>'
    return f'<td class="n">{number_words(value)}</td>'


def _grid(table: Table[Any]) -> str:
    numeric = {"integer", "real", "money"}
    head = "".join(f'<th{" class=n" if column.type in numeric else ""}>{_title(column.name)}</th>'
                   for column in table.columns)
    body = "".join(
        "<tr>" + "".join(_cell(column, value, table.currency)
                         for column, value in zip(table.columns, row)) + "</tr>"
        for row in table[:_ROWS_MAX])
    more = len(table) - _ROWS_MAX
    note = f'<div class="when">and {more:,} more rows</div>' if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def table_html(table: Table[Any]) -> str:
    """A table."""
    return f'<div class="rva">{_STYLE}{_grid(table)}</div>'


def _kpi_value(kpi: Any, value: float | None, currency: str) -> str:
    return escape(kpi_words(kpi.unit, value, currency))


def _change(kpi: Any) -> str:
    """How it moved, in the colour of the direction."""
    if not kpi.change:
        return change_words(kpi)
    return f'<span class="{"up" if kpi.change > 0 else "down"}">{change_words(kpi)}</span>'


def _cards(kpis: Table[Any]) -> str:
    cards = []
    for name in CARDS:
        kpi = kpis.get(name)
        if kpi is not None and kpi.value is not None:
            value = _kpi_value(kpi, kpi.value, kpis.currency)
            cards.append(f'<div class="card"><span>{_title(name)}</span><b>{value}</b>'
                         f"{_change(kpi)}</div>")
    return f'<div class="cards">{"".join(cards)}</div>'


def _kpi_grid(kpis: Table[Any]) -> str:
    body = "".join(
        f"<tr><td>{_title(kpi.kpi)}</td>"
        f'<td class="n">{_kpi_value(kpi, kpi.value, kpis.currency)}</td>'
        f'<td class="n">{_kpi_value(kpi, kpi.previous, kpis.currency)}</td>'
        f'<td class="n">{_change(kpi)}</td><td>{escape(kpi.status or "")}</td></tr>'
        for kpi in kpis)
    return ("<table><thead><tr><th>KPI</th><th class=n>Value</th><th class=n>Before</th>"
            f"<th class=n>Change</th><th>Target</th></tr></thead><tbody>{body}</tbody></table>")


def _when(report: Report) -> str:
    """The period in the store's time zone."""
    zone = ZoneInfo(report.time_zone)
    start, end = report.from_.astimezone(zone), report.to.astimezone(zone)
    return f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} {escape(report.time_zone)}"


def report_html(report: Report) -> str:
    """A report: its headline figures, then its tables."""
    parts = [f'<div class="rva">{_STYLE}<h3>{_title(report.name)}</h3>',
             f'<div class="when">{_when(report)}'
             f"{'' if report.complete else ', not over yet'}</div>"]
    for name, table in report.tables.items():
        if name == "kpis":
            parts += [_cards(table), _kpi_grid(table)]
        else:
            parts += [f"<h4>{_title(name)}</h4>", _grid(table)]
    return "".join(parts) + "</div>"
