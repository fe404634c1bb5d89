"""Reports as HTML for notebooks."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ._kpis import CARDS, change_words, is_better, kpi_words, number_words, title_of
from ._money import money_words

if TYPE_CHECKING:
    from ._report import Report
    from ._table import Column, Table

_ROWS_MAX = 30
_OPEN_ROWS_MAX = 12
# Twice the class: notebooks have rules of their own for tables.
_STYLE = """<style scoped>
.rva{font:13px/1.5 system-ui,sans-serif;padding:.2em 0}
.rva h3{margin:.2em 0;font-size:1.35em;font-weight:600}
.rva h4,.rva summary{margin:1em 0 .3em;font-size:1em;font-weight:600}
.rva summary{cursor:pointer}.rva .dim{opacity:.7}.rva .wide{overflow-x:auto}
.rva.rva table{border-collapse:collapse;font:inherit;color:inherit;margin:0;border:0;
table-layout:auto;width:auto;font-variant-numeric:tabular-nums}
.rva.rva th,.rva.rva td{padding:.22em .9em .22em 0;text-align:left;border:0;background:none;
white-space:nowrap;max-width:none;font-size:inherit}
.rva.rva th{font-weight:500;opacity:.7}
.rva.rva thead tr{border:0;border-bottom:1.5px solid rgba(128,128,128,.6)}
.rva.rva tbody tr{background:none;border:0;border-bottom:1px solid rgba(128,128,128,.2)}
.rva.rva .n{text-align:right;padding-left:.9em}.rva .none{opacity:.4}
.rva .cards{display:flex;flex-wrap:wrap;gap:.7em;margin:.7em 0}
.rva .card{border:1px solid rgba(128,128,128,.35);border-radius:.6em;padding:.5em 1em}
.rva .card b{display:block;font-size:1.5em;line-height:1.35;font-weight:600}
.rva .good{color:#22935a}.rva .bad{color:#d9534a}
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
    if _is_rate(column.name):
        return f'<td class="n">{value:.1%}</td>'
    return f'<td class="n">{number_words(value)}</td>'


def _is_rate(name: str) -> bool:
    return name.endswith(("_rate", "_share")) or "of_" in name or name in ("lower", "upper")


def _heading(column: Column) -> str:
    number = column.type in ("integer", "real", "money")
    zone = " (UTC)" if column.type == "instant" else ""
    return f"<th{' class=n' if number else ''}>{_title(column.name)}{zone}</th>"


def _shown(table: Table[Any]) -> list[int]:
    """The columns worth showing: a bucket's label says when it begins."""
    names = [column.name for column in table.columns]
    return [place for place, name in enumerate(names)
            if not (name.endswith("_at") and name[:-3] in names)]


def _rows(head: str, body: str) -> str:
    return (f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def _grid(table: Table[Any]) -> str:
    shown = _shown(table)
    head = "".join(_heading(table.columns[place]) for place in shown)
    body = "".join(
        "<tr>" + "".join(_cell(table.columns[place], row[place], table.currency)
                         for place in shown) + "</tr>"
        for row in table[:_ROWS_MAX])
    more = len(table) - _ROWS_MAX
    note = f'<div class="dim">and {more:,} more rows</div>' if more > 0 else ""
    return _rows(head, body) + note


def _section(title: str, length: int, inside: str) -> str:
    """A table under its title; a long one is folded."""
    if length > _OPEN_ROWS_MAX:
        return f"<details><summary>{title} ({length:,})</summary>{inside}</details>"
    return f"<h4>{title}</h4>{inside}"


def table_html(table: Table[Any]) -> str:
    """A table."""
    return f'<div class="rva">{_STYLE}{_grid(table)}</div>'


def _kpi_value(kpi: Any, value: float | None, currency: str) -> str:
    return escape(kpi_words(kpi.unit, value, currency))


def _change(kpi: Any) -> str:
    """How it moved, in a colour when that is good or bad."""
    better = is_better(kpi)
    words = change_words(kpi)
    return words if better is None else f'<span class="{"good" if better else "bad"}">{words}</span>'


def _cards(kpis: Table[Any]) -> str:
    found = [kpi for kpi in map(kpis.get, CARDS) if kpi is not None and kpi.value is not None]
    cards = "".join(
        f'<div class="card"><span class="dim">{_title(kpi.kpi)}</span>'
        f"<b>{_kpi_value(kpi, kpi.value, kpis.currency)}</b>{_change(kpi) or '&nbsp;'}</div>"
        for kpi in found)
    return f'<div class="cards">{cards}</div>' if len(found) > 1 else ""


def _target(kpi: Any, currency: str) -> str:
    if kpi.target is None:
        return ""
    return escape(f"{kpi.status or 'of'} {kpi_words(kpi.unit, kpi.target, currency)}")


def _kpi_grid(kpis: Table[Any]) -> str:
    body = "".join(
        f"<tr><td>{_title(kpi.kpi)}</td>"
        f'<td class="n">{_kpi_value(kpi, kpi.value, kpis.currency)}</td>'
        f'<td class="n">{_kpi_value(kpi, kpi.previous, kpis.currency)}</td>'
        f'<td class="n">{_change(kpi)}</td><td class="n">{_target(kpi, kpis.currency)}</td></tr>'
        for kpi in kpis)
    return _rows("<th>KPI</th><th class=n>Value</th><th class=n>Before</th><th class=n>Change</th>"
                 "<th class=n>Target</th>", body)


def _span(report: Report, start: datetime, end: datetime) -> str:
    """A period in the store's time zone."""
    zone = ZoneInfo(report.time_zone)
    return f"{start.astimezone(zone):%Y-%m-%d %H:%M} to {end.astimezone(zone):%Y-%m-%d %H:%M}"


def _conditions(report: Report) -> list[str]:
    """The conditions in words."""
    return [f"{one['dimension']} {'!=' if 'exclude' in one else '='} "
            + ", ".join(one.get("exclude", one.get("values"))) for one in report.where]


def _head(report: Report) -> list[str]:
    """What was asked, and what is likely to be a mistake in it."""
    period = f"{_span(report, report.from_, report.to)} {report.time_zone}"
    compared = "compared with nothing"
    if report.previous_from is not None and report.previous_to is not None:
        compared = f"compared with {_span(report, report.previous_from, report.previous_to)}"
    asked = [compared, f"mode {report.mode}", *_conditions(report)]
    lines = [period + ("" if report.complete else ", not over yet"), " · ".join(asked),
             *(f"warning: {warning}" for warning in report.warnings)]
    return [f'<div class="dim">{escape(line)}</div>' for line in lines]


def report_html(report: Report) -> str:
    """A report: its headline figures, then its tables."""
    parts = [f'<div class="rva">{_STYLE}<h3>{_title(report.name)}</h3>', *_head(report)]
    for name, table in report.tables.items():
        if name == "kpis":
            parts += [_cards(table), _section("Figures", len(table), _kpi_grid(table))]
        elif len(table):
            parts.append(_section(_title(name), len(table), _grid(table)))
    return "".join(parts) + "</div>"
