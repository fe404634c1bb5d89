"""Drawings of reports with matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._money import digits_of

if TYPE_CHECKING:
    from ._report import Report


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("plot() needs matplotlib: pip install 'revanalytics[plot]'") from error
    return plt.subplots(figsize=(9, 4.5))[1]


def _bars(ax: Any, names: list[Any], values: list[Any], label: str) -> None:
    ax.barh([str(name) for name in names], [value or 0 for value in values], color="#2f6fdb")
    ax.invert_yaxis()
    ax.set_xlabel(label)


def _line(ax: Any, names: list[Any], values: list[Any], label: str) -> None:
    ax.plot(range(len(names)), [value or 0 for value in values], color="#2f6fdb", linewidth=2)
    step = max(1, len(names) // 8)
    ax.set_xticks(range(0, len(names), step), [str(name) for name in names[::step]], rotation=30)
    ax.set_ylim(bottom=min(0, *(value or 0 for value in values), 0))
    ax.set_ylabel(label)


def _major(values: list[Any], currency: str) -> list[float]:
    return [(value or 0) / 10 ** digits_of(currency) for value in values]


def plot_report(report: Report, ax: Any = None) -> Any:
    """The drawing that says most about a report."""
    ax = _axes(ax)
    tables, currency = report.tables, report.currency
    if report.name == "conversation_analytics":
        stages = tables["stages"]
        _bars(ax, stages.column("stage"), stages.column("completed"), "completed")
    elif report.name == "platform_performance":
        platforms = tables["platforms"]
        _bars(ax, platforms.column("platform"),
              _major(platforms.column("revenue_net_minor"), currency), f"revenue, {currency}")
    elif report.name in ("revenue_trends", "executive_summary"):
        series = tables["series" if report.name == "revenue_trends" else "days"]
        _line(ax, series.column(series.columns[1 if report.name == "revenue_trends" else 0].name),
              _major(series.column("revenue_net_minor"), currency), f"revenue, {currency}")
    else:
        raise ValueError(f"there is no drawing of {report.name}; take to_pandas()")
    ax.set_title(report.name.replace("_", " ").capitalize())
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax
