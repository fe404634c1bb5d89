"""Which drawings a report has, and what each shows; how they look is in _draw.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from . import _draw
from ._extras import need
from ._kpis import CARDS, change_words, kpi_words, title_of
from ._money import digits_of, money_words

if TYPE_CHECKING:
    from ._report import Report

_HATCHED = "hatched: incomplete"
Drawing = Callable[["Report", Any], Any]


def _major(report: Report, table: str, column: str) -> list[float]:
    """A column of money in the currency."""
    unit = 10 ** digits_of(report.currency)
    return [(value or 0) / unit for value in report.tables[table].column(column)]


def _names(report: Report, table: str) -> list[str]:
    """The first column of a table."""
    shown = report.tables[table]
    return [str(name) for name in shown.column(shown.columns[0].name)]


def _period(report: Report) -> str:
    """The period in words, in the store's time zone."""
    zone = ZoneInfo(report.time_zone)
    first = report.from_.astimezone(zone)
    last = (report.to - timedelta(microseconds=1)).astimezone(zone)
    if first.date() == last.date():
        return f"{first.day} {first:%B %Y}"
    if first.day == 1 and last.month == first.month and (last + timedelta(days=1)).day == 1:
        return f"{first:%B %Y}"
    begin = f"{first.day} {first:%B}" + ("" if first.year == last.year else f" {first.year}")
    return f"{begin} to {last.day} {last:%B %Y}"


def _head(report: Report, ax: Any, title: str, *notes: str) -> None:
    """The title, and beneath it the period and what else must be known."""
    _draw.head(ax, title, ", ".join((_period(report), *notes)))


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"


def _funnel(report: Report, ax: Any) -> None:
    stages = report.tables["stages"]
    ends = [f"{row.completed:,} of {row.entered:,}{_share(row.completion_of_entered)}"
            for row in stages]
    _draw.bars(ax, [title_of(row.stage or "") for row in stages],
               [row.completed for row in stages], ends=ends,
               behind=[row.entered for row in stages], labels=("completed", "entered"))
    _draw.count_axis(ax.xaxis, "conversations")
    _head(report, ax, "Stages")


def _drop_offs(report: Report, ax: Any) -> None:
    lost = report.tables["drop_offs"]
    words = {"in_stage": "in {}", "after_stage": "after {}", "before_first": "before the first stage"}
    names = [words.get(row.position, "{}").format(title_of(row.stage or "").lower())
             for row in lost]
    _draw.bars(ax, names, [row.conversations for row in lost], colour=_draw.WARM,
               ends=[f"{row.conversations:,}{_share(row.of_lost)}" for row in lost])
    _draw.count_axis(ax.xaxis, "lost conversations")
    _head(report, ax, "Where conversations are lost")


def _targets(report: Report, ax: Any) -> None:
    """How much of each goal is reached, of the targets that tell."""
    rows = [row for row in report.tables["targets"] if row.attainment is not None]
    words = [[kpi_words(row.unit, figure, report.currency) for figure in (row.value, row.goal)]
             for row in rows]
    _draw.bars(ax, [title_of(row.target) for row in rows],
               [row.attainment * 100 for row in rows],
               ends=[f"{value} of {goal}" for value, goal in words])
    _draw.count_axis(ax.xaxis, "% of the goal")
    _head(report, ax, "Targets")


def _bucket(label: str, at: datetime, zone: ZoneInfo) -> str:
    """A short label of an hour, day, week or month."""
    local = at.astimezone(zone)
    if "T" in label:
        return f"{local.day} {local:%b %H:%M}"
    if "W" in label:
        return label
    return f"{local:%b %Y}" if len(label) == 7 else f"{local.day} {local:%b}"


def _columns(report: Report, ax: Any, table: str, label: str, at: str) -> None:
    """Net revenue of each bucket of time; a bucket that is not over is hatched."""
    shown, zone = report.tables[table], ZoneInfo(report.time_zone)
    labels = [_bucket(row, instant, zone)
              for row, instant in zip(shown.column(label), shown.column(at))]
    partial = [bool(getattr(row, "partial", row_at > report.now))
               for row, row_at in zip(shown, shown.column(at))]
    _draw.columns(ax, labels, _major(report, table, "revenue_net_minor"), partial,
                  report.currency)
    _head(report, ax, "Net revenue", *([_HATCHED] if any(partial) else []))


def _trend(report: Report, ax: Any) -> None:
    _columns(report, ax, "series", "bucket", "bucket_at")


def _months(report: Report, ax: Any) -> None:
    _columns(report, ax, "months", "month", "month_at")


def _days(report: Report, ax: Any) -> None:
    _columns(report, ax, "days", "day", "day_at")


def _hours(report: Report, ax: Any) -> None:
    _columns(report, ax, "hours", "hour", "hour_at")


def _revenue(table: str, what: str) -> Drawing:
    """A drawing of the net revenue of each row of a table."""
    def draw(report: Report, ax: Any) -> None:
        amounts = report.tables[table].column("revenue_net_minor")
        shares = report.tables[table].column("revenue_share")
        ends = [money_words(amount, report.currency, whole=True) + _share(share)
                for amount, share in zip(amounts, shares)]
        _draw.bars(ax, _names(report, table), _major(report, table, "revenue_net_minor"),
                   ends=ends, currency=report.currency)
        _head(report, ax, f"Net revenue by {what}")
    return draw


def _tiers_of_buyers(report: Report, ax: Any) -> None:
    rows = report.tables["tiers"]
    names = list(dict.fromkeys(row.platform or "" for row in rows))
    parts: dict[str, list[float]] = {}
    for row, amount in zip(rows, _major(report, "tiers", "revenue_net_minor")):
        parts.setdefault(row.tier or "", [0.0] * len(names))[
            names.index(row.platform or "")] += amount
    _draw.stacked(ax, names, parts, report.currency)
    _head(report, ax, "Net revenue by buyer and tier")


def _reasons(report: Report, ax: Any) -> None:
    rows = report.tables["reasons"]
    _draw.bars(ax, [f"{row.reason}, {row.platform} ({row.verdict})" for row in rows],
               [row.offers for row in rows], colour=_draw.WARM,
               ends=[f"{row.offers:,}" for row in rows])
    _draw.count_axis(ax.xaxis, "offers")
    _head(report, ax, "Why buyers refused")


def _factors(report: Report, ax: Any) -> None:
    rows = report.tables["factors"]
    _draw.bars(ax, [title_of(row.factor.removesuffix("_minor")) for row in rows],
               _major(report, "factors", "share_minor"), currency=report.currency,
               ends=[money_words(row.share_minor, report.currency, whole=True) for row in rows])
    _head(report, ax, "Why net revenue changed")


def _cards(report: Report, axes: list[Any]) -> None:
    """The headline figures with their change, a card each."""
    kpis = report.tables["kpis"]
    for ax, name in zip(axes, CARDS):
        kpi = kpis[name]
        _draw.card(ax, title_of(name), kpi_words(kpi.unit, kpi.value, report.currency),
                   change_words(kpi))


def _summary(report: Report) -> Any:
    """A page: headline figures, revenue by day, tiers and buyers."""
    cards, days, tiers, buyers = _draw.page(_period(report), "Executive summary",
                                            len(CARDS))
    _cards(report, cards)
    _days(report, days)
    _revenue("tiers", "tier")(report, tiers)
    _revenue("platforms", "buyer")(report, buyers)
    for ax in (tiers, buyers):
        _draw.head(ax, ax.get_title(loc="left"), "")
    _draw.head(days, "Net revenue", "" if report.complete else _HATCHED)
    return days


DRAWINGS: dict[str, dict[str, Drawing]] = {
    "executive_summary": {"days": _days, "tiers": _revenue("tiers", "tier"),
                          "platforms": _revenue("platforms", "buyer"),
                          "boroughs": _revenue("boroughs", "borough")},
    "real_time_dashboard": {"hours": _hours},
    "conversation_analytics": {"stages": _funnel, "drop_offs": _drop_offs},
    "performance_targets": {"targets": _targets},
    "revenue_trends": {"series": _trend},
    "platform_performance": {"platforms": _revenue("platforms", "buyer"),
                             "tiers": _tiers_of_buyers},
    "market_performance": {"boroughs": _revenue("boroughs", "borough"),
                           "zips": _revenue("zips", "zip"), "months": _months},
    "quality_analytics": {"reasons": _reasons},
    "changes": {"factors": _factors},
}


def plot_report(report: Report, table: str | None, ax: Any) -> Any:
    """Draws a table of a report, or what says most about the report."""
    drawings = DRAWINGS.get(report.name)
    if drawings is None:
        raise ValueError(f"there is no drawing of {report.name}; take to_pandas()")
    if table is not None and table not in drawings:
        raise ValueError(f"table: {table!r} is not one of "
                         f"{', '.join(repr(name) for name in drawings)}")
    need("matplotlib", "plot()", "plot")
    if table is None and ax is None and report.name == "executive_summary":
        return _summary(report)
    ax = _draw.new_axes() if ax is None else ax
    drawings[table or next(iter(drawings))](report, ax)
    return ax
