"""KPIs in words, for notebooks and drawings."""

from __future__ import annotations

from typing import Any

from ._money import money_words

#: The headline figures of an executive summary.
CARDS = ("revenue_net", "leads_payable", "revenue_per_lead", "qualified_rate", "acceptance_rate")

# Where less is better, and where neither is.
_LESS = {"lost", "disqualified", "return_rate", "response_hours_p50", "response_hours_mean",
         "false_positive_share", "false_negative_share", "brier", "ece", "cost_per_lead"}
_NEITHER = {"open", "cost", "revenue_provisional", "revenue_mature", "duration_mean",
            "duration_p50", "duration_p90"}

# Names that are read as letters.
_LETTERS = {"mrr": "MRR", "roas": "ROAS", "ece": "ECE", "auc": "AUC", "kpi": "KPI", "ms": "ms",
            "p50": "p50", "p90": "p90", "p95": "p95"}

# Words that names have last and sentences first.
_FIRST = {"net", "gross", "payable", "qualified", "sold", "mature", "provisional", "mean",
          "daily", "weekly", "monthly"}


def title_of(name: str) -> str:
    """A name as a heading: `revenue_net_minor` is "Net revenue"."""
    words = [_LETTERS.get(word, word) for word in name.removesuffix("_minor").split("_")]
    if words[-1] in _FIRST:
        words = [words[-1], *words[:-1]]
    title = " ".join(words)
    return title[:1].upper() + title[1:] if words[0] not in _LETTERS else title


def number_words(value: float) -> str:
    """A number with as many digits as one reads."""
    if abs(value) < 1000 and value != int(value):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
    return f"{value:,.0f}"


def kpi_words(unit: str | None, value: float | None, currency: str) -> str:
    """The value of a KPI in its unit."""
    if value is None:
        return "–"
    if unit == "minor":
        return money_words(value, currency)
    if unit == "rate":
        return f"{value:.1%}"
    return number_words(value) + (f" {unit}" if unit in ("minutes", "hours") else "")


def change_words(kpi: Any) -> str:
    """How a KPI moved against the period before, or nothing."""
    if kpi.change is None:
        return "new" if kpi.is_new else ""
    if kpi.unit == "rate":
        return f"{kpi.change * 100:+.1f} points"
    return f"{kpi.change:+.1%}" if abs(kpi.change) < 10 else f"{kpi.change + 1:,.0f} times"


def is_better(kpi: Any) -> bool | None:
    """Whether a KPI moved the good way; None when it did not move, or either way is fine."""
    if not kpi.change or kpi.kpi in _NEITHER:
        return None
    return bool((kpi.change > 0) != (kpi.kpi in _LESS))
