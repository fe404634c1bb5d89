"""The reports: a class and a method for each.

Made by bindings/generate.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from . import rows
from ._report import Report
from ._table import Table
from ._types import Moment, Where

if TYPE_CHECKING:
    from ._store import Snapshot

__all__ = [
    "KpiName",
    "MetricName",
    "ExecutiveSummary",
    "RealTimeDashboard",
    "ConversationAnalytics",
    "PerformanceTargets",
    "RevenueTrends",
    "PlatformPerformance",
    "MarketPerformance",
    "QualityAnalytics",
    "Changes",
    "Cube",
]

AnyReport = TypeVar("AnyReport", bound=Report)

#: The names of KPIs, the rows of tables `kpis`; docs/kpis.md has their formulas.
KpiName = Literal[
    "revenue_gross",
    "revenue_net",
    "revenue_mature",
    "revenue_provisional",
    "revenue_per_lead",
    "revenue_per_conversation",
    "leads_qualified",
    "leads_sold",
    "leads_payable",
    "conversations",
    "completed",
    "lost",
    "disqualified",
    "open",
    "qualified_rate",
    "sold_rate",
    "completion_rate",
    "duration_mean",
    "delivery_rate",
    "acceptance_rate",
    "return_rate",
    "response_hours_mean",
    "rating_mean",
    "prediction_accuracy",
    "false_positive_share",
    "false_negative_share",
    "brier",
    "tier_accuracy",
    "value_accuracy",
    "cost",
    "cost_per_lead",
    "roas",
    "duration_p50",
    "duration_p90",
    "response_hours_p50",
    "ece",
    "auc",
    "growth",
    "run_rate_daily",
    "run_rate_weekly",
    "run_rate_monthly",
    "mrr",
]

#: The names of metrics that a cube takes as measures.
MetricName = Literal[
    "revenue_gross",
    "revenue_net",
    "revenue_mature",
    "revenue_provisional",
    "revenue_per_lead",
    "revenue_per_conversation",
    "leads_qualified",
    "leads_sold",
    "leads_payable",
    "conversations",
    "completed",
    "lost",
    "disqualified",
    "open",
    "qualified_rate",
    "sold_rate",
    "completion_rate",
    "duration_mean",
    "delivery_rate",
    "acceptance_rate",
    "return_rate",
    "response_hours_mean",
    "rating_mean",
    "prediction_accuracy",
    "false_positive_share",
    "false_negative_share",
    "brier",
    "tier_accuracy",
    "value_accuracy",
    "cost",
    "cost_per_lead",
    "roas",
    "duration_p50",
    "duration_p90",
    "response_hours_p50",
    "ece",
    "auc",
    "returns",
    "sales",
    "value_per_sale",
    "qualified",
    "response_ms_p50",
    "response_ms_p90",
    "quality_mean",
    "offers",
    "delivered",
    "accepted",
    "rejected",
    "timeout",
    "returned",
    "pending",
    "tier_judged",
    "stage_entered",
    "stage_completed",
    "stage_skipped",
    "stage_disqualified",
    "stage_dropped",
    "stage_open",
    "stage_passed",
    "stage_visits",
    "stage_completion_of_entered",
    "stage_drop_of_entered",
    "stage_minutes_mean",
    "stage_minutes_p50",
    "stage_minutes_p90",
    "stage_minutes_p95",
]



class ExecutiveSummary(Report):
    """Revenue, leads and conversations."""

    kpis: Table[rows.KpiRow]
    """All KPIs."""
    tiers: Table[rows.TierRow]
    """A tier of leads."""
    platforms: Table[rows.PlatformShareRow]
    """A buyer."""
    boroughs: Table[rows.BoroughShareRow]
    """A borough."""
    days: Table[rows.DayRow]
    """A local day."""


class RealTimeDashboard(Report):
    """Today so far, what is open now, and targets missed."""

    today: Table[rows.KpiRow]
    """KPIs of today."""
    comparison: Table[rows.ComparisonRow]
    """A KPI of today beside yesterday's."""
    pipeline: Table[rows.PipelineRow]
    """A state of what may still be sold, at `now`."""
    hours: Table[rows.HourRow]
    """A local hour of today."""
    live: Table[rows.LiveRow]
    """The conversations open at `now`."""
    alerts: Table[rows.AlertRow]
    """A target missed on the 30 whole local days before today."""


class ConversationAnalytics(Report):
    """Stages, drop-offs, paths, agents and sources."""

    kpis: Table[rows.KpiRow]
    """The KPIs of conversations."""
    stages: Table[rows.StageRow]
    """A stage."""
    drop_offs: Table[rows.DropOffRow]
    """A place where conversations were lost."""
    paths: Table[rows.PathRow]
    """A way through the stages."""
    agents: Table[rows.AgentRow]
    """An agent."""
    sources: Table[rows.SourceRow]
    """A source."""


class PerformanceTargets(Report):
    """Figures against the targets of the settings."""

    targets: Table[rows.TargetRow]
    """A target of the settings."""


class RevenueTrends(Report):
    """Revenue over time."""

    series: Table[rows.SeriesRow]
    """A bucket of time."""
    growth: Table[rows.GrowthRow]
    """A sum of the period."""
    run_rate: Table[rows.RunRateRow]
    """A span of days."""
    targets: Table[rows.TargetMonthRow]
    """A month of the targets of `mrr`, whatever the period."""
    notes: Table[rows.NoteRow]
    """A note on the period, whatever the conditions."""


class PlatformPerformance(Report):
    """Buyers, by tier and by day."""

    platforms: Table[rows.PlatformRow]
    """A buyer."""
    tiers: Table[rows.PlatformTierRow]
    """A buyer and a tier."""
    days: Table[rows.PlatformDayRow]
    """A local day."""


class MarketPerformance(Report):
    """Boroughs, zips, months, seasons and competition."""

    boroughs: Table[rows.PlaceRow]
    """A borough."""
    zips: Table[rows.ZipPlaceRow]
    """A zip."""
    months: Table[rows.MonthRow]
    """A calendar month of the period."""
    seasons: Table[rows.SeasonRow]
    """A season, whatever the period and the conditions."""
    competition: Table[rows.CompetitionRow]
    """A borough or a zip whose market was observed."""


class QualityAnalytics(Report):
    """Predictions against verdicts, and why buyers refused."""

    kpis: Table[rows.KpiRow]
    """The KPIs of predictions and verdicts."""
    confusion: Table[rows.ConfusionRow]
    """What was predicted, and what the buyer said."""
    tiers: Table[rows.TierJudgementRow]
    """A predicted tier, and the one the buyer named."""
    calibration: Table[rows.CalibrationRow]
    """A tenth of the scores."""
    reasons: Table[rows.ReasonRow]
    """A verdict other than accepted, its reason, a buyer."""


class Changes(Report):
    """Why net revenue differs from the period before."""

    factors: Table[rows.FactorRow]
    """A factor of net revenue, which is the product of all four."""
    segments: Table[rows.SegmentRow]
    """A value of a dimension."""


class Cube(Report):
    """Any measures and metrics by any dimensions."""

    cells: Table[Any]
    """A cell: bucket_at, bucket, the dimensions, the measures asked for."""


CLASSES: dict[str, type[Report]] = {
    "executive_summary": ExecutiveSummary,
    "real_time_dashboard": RealTimeDashboard,
    "conversation_analytics": ConversationAnalytics,
    "performance_targets": PerformanceTargets,
    "revenue_trends": RevenueTrends,
    "platform_performance": PlatformPerformance,
    "market_performance": MarketPerformance,
    "quality_analytics": QualityAnalytics,
    "changes": Changes,
    "cube": Cube,
}


class Reporting:
    """One method for each report; all options of a report may be left out."""

    def _run(self, kind: type[AnyReport], name: str, query: dict[str, Any]) -> AnyReport:
        raise NotImplementedError

    def executive_summary(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> ExecutiveSummary:
        """Revenue, leads and conversations.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(ExecutiveSummary, "executive_summary", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def real_time_dashboard(
        self,
        *,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        value: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> RealTimeDashboard:
        """Today so far, what is open now, and targets missed.

        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        value: "expected" (default) or "flat": what an item of the pipeline is worth
        snapshot: a moment that several reports share
        """
        return self._run(RealTimeDashboard, "real_time_dashboard", {
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "value": value,
            "snapshot": snapshot,
        })

    def conversation_analytics(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> ConversationAnalytics:
        """Stages, drop-offs, paths, agents and sources.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(ConversationAnalytics, "conversation_analytics", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def performance_targets(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> PerformanceTargets:
        """Figures against the targets of the settings.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(PerformanceTargets, "performance_targets", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def revenue_trends(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        by: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> RevenueTrends:
        """Revenue over time.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        by: "hour", "day" (default), "week" or "month"; the cube takes "quarter", "year", "none"
        snapshot: a moment that several reports share
        """
        return self._run(RevenueTrends, "revenue_trends", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "by": by,
            "snapshot": snapshot,
        })

    def platform_performance(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> PlatformPerformance:
        """Buyers, by tier and by day.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(PlatformPerformance, "platform_performance", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def market_performance(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> MarketPerformance:
        """Boroughs, zips, months, seasons and competition.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(MarketPerformance, "market_performance", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def quality_analytics(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> QualityAnalytics:
        """Predictions against verdicts, and why buyers refused.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(QualityAnalytics, "quality_analytics", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def changes(
        self,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> Changes:
        """Why net revenue differs from the period before.

        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        snapshot: a moment that several reports share
        """
        return self._run(Changes, "changes", {
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "snapshot": snapshot,
        })

    def cube(
        self,
        measures: str | Sequence[str] | None = None,
        dimensions: str | Sequence[str] | None = None,
        *,
        period: str | None = None,
        days: int | None = None,
        from_: Moment | None = None,
        to: Moment | None = None,
        now: Moment | None = None,
        mode: str | None = None,
        where: Where | None = None,
        compare: str | None = None,
        by: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        snapshot: Snapshot | None = None,
    ) -> Cube:
        """Any measures and metrics by any dimensions.

        measures: names of measures and metrics, see docs/definitions.md and docs/kpis.md
        dimensions: names of dimensions
        period: "today", "last-month", "2026-03", "2026-W09", "2026-Q1" ...; or give days, or from_ and to
        days: whole local days ending with today; the last 30 if nothing else is said
        from_: the first instant; a date is a day of the store's time zone
        to: the first instant after the period
        now: the present; decides what is open and what is partial
        mode: "booked" or "restated": where returns count
        where: conditions that must all hold, as {"platform": ["A", "B"], "tier": {"not": "basic"}}
        compare: "same_time", "full", "previous_period", "previous_year" or "none"
        by: "hour", "day" (default), "week" or "month"; the cube takes "quarter", "year", "none"
        sort: a column of the cells; "-" before it for the greatest first
        limit: so many rows, the first of them; 0 for all
        snapshot: a moment that several reports share
        """
        return self._run(Cube, "cube", {
            "measures": measures,
            "dimensions": dimensions,
            "period": period,
            "days": days,
            "from_": from_,
            "to": to,
            "now": now,
            "mode": mode,
            "where": where,
            "compare": compare,
            "by": by,
            "sort": sort,
            "limit": limit,
            "snapshot": snapshot,
        })
