"""The rows of reports and of records.

Made by bindings/generate.py; do not edit.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ._money import money


def _digits(row: Any) -> int:
    """Decimals of the currency of the report that a row came from."""
    return int(getattr(row, "_money_digits", 2))


class KpiRow(NamedTuple):
    """A KPI with its parts; see docs/kpis.md."""

    kpi: str
    """Its name in docs/kpis.md."""
    value: float | None
    """In `unit`."""
    unit: str
    """Count, minor, rate, minutes, hours or ratio."""
    numerator: int | None
    """What was divided."""
    denominator: int | None
    """By what."""
    open: int | None
    """Of the denominator, what is still undecided."""
    excluded: int | None
    """Left out for lack of an answer."""
    lower: float | None
    """95 % Wilson interval of a rate of counts."""
    upper: float | None
    """Its other end."""
    partial: bool
    """Whether the period is not over at `now`."""
    previous: float | None
    """The same figure of the period compared with."""
    change: float | None
    """Value / previous - 1; of a rate: value - previous, in points."""
    target: float | None
    """The store's target."""
    status: str | None
    """Above, on or below the target."""
    is_new: bool
    """Whether there was nothing before."""

    @property
    def money(self) -> Decimal | None:
        """The value in the currency, of a KPI whose unit is "minor"."""
        return money(self.value if self.unit == "minor" else None, _digits(self))


class TierRow(NamedTuple):
    """A row of executive_summary.tiers: a tier of leads."""

    tier: str
    """Tier of the lead."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    leads_share: float | None
    """Share of all payable leads."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    revenue_per_lead_minor: float | None
    """Net revenue of a payable lead."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))


class PlatformShareRow(NamedTuple):
    """A row of executive_summary.platforms: a buyer."""

    platform: str
    """Buyer."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class BoroughShareRow(NamedTuple):
    """A row of executive_summary.boroughs: a borough."""

    borough: str
    """Borough of the conversation."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class DayRow(NamedTuple):
    """A row of executive_summary.days: a local day."""

    day: str
    """Local day, 2026-03-01."""
    day_at: datetime
    """Its first instant."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    leads: int | None
    """Payable leads: sold and not fully returned."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class ComparisonRow(NamedTuple):
    """A row of real_time_dashboard.comparison: a KPI of today beside yesterday's."""

    metric: str
    """Its name in docs/kpis.md."""
    unit: str
    """Count, minor or rate."""
    today: float | None
    """Its value so far, in `unit`."""
    yesterday_same_time: float | None
    """Of as much of yesterday as has passed of today."""
    yesterday_full: float | None
    """Of all of yesterday."""
    change: float | None
    """Today / yesterday_same_time - 1, with `compare` full today / yesterday_full - 1; of a rate the difference, in points."""
    is_new: bool
    """Whether there was nothing then."""


class PipelineRow(NamedTuple):
    """A row of real_time_dashboard.pipeline: a state of what may still be sold, at `now`."""

    state: str
    """Active, waiting, pending or total."""
    count: int | None  # type: ignore[assignment]
    """Young items: of the 30 local days up to today."""
    stale: int | None
    """Older ones, which are in no other column."""
    expected_minor: int | None
    """Count x P(sale) x net price, by what became of grown leads."""
    flat_minor: int | None
    """Count x the setting pipeline_item_minor, else x the target of revenue_per_lead."""
    value_minor: int | None
    """Expected_minor, with `value` flat flat_minor."""

    @property
    def expected(self) -> Decimal | None:
        """`expected_minor` in the currency."""
        return money(self.expected_minor, _digits(self))

    @property
    def flat(self) -> Decimal | None:
        """`flat_minor` in the currency."""
        return money(self.flat_minor, _digits(self))

    @property
    def value(self) -> Decimal | None:
        """`value_minor` in the currency."""
        return money(self.value_minor, _digits(self))


class HourRow(NamedTuple):
    """A row of real_time_dashboard.hours: a local hour of today."""

    hour_at: datetime
    """First instant of the local hour."""
    hour: str
    """Its local label."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    conversations: int | None
    """Conversations that started."""
    partial: bool
    """Whether it is not over at `now`."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class LiveRow(NamedTuple):
    """A row of real_time_dashboard.live: the conversations open at `now`."""

    live_now: int | None
    """Open conversations active within `live_window_minutes` before `now`."""
    open: int | None
    """All open conversations."""


class AlertRow(NamedTuple):
    """A row of real_time_dashboard.alerts: a target missed on the 30 whole local days before today."""

    alert: str
    """Target_ and the name of the target."""
    metric: str
    """The KPI."""
    value: float
    """Its value on the 30 whole local days before today."""
    goal: float
    """The target, in the same unit."""
    lower: float | None
    """95 % Wilson interval of a rate of counts."""
    upper: float | None
    """Its other end."""
    numerator: int | None
    """What was divided."""
    denominator: int | None
    """By what."""
    relative: float | None
    """Value / goal - 1."""
    severity: str
    """Critical when missed by 20 % of the goal or more, else warning."""


class StageRow(NamedTuple):
    """A row of conversation_analytics.stages: a stage."""

    stage: str
    """Stage."""
    ordinal: int | None
    """Place in the settings, 1 for the first; none for others."""
    entered: int | None
    """Conversations that entered the stage."""
    completed: int | None
    """Of those, with a completed visit."""
    skipped: int | None
    """Whose last visit was skipped."""
    disqualified: int | None
    """Who were disqualified in the stage."""
    dropped: int | None
    """Who left, or were lost in the stage."""
    open: int | None
    """Who are still in the stage."""
    passed: int | None
    """Who completed the conversation from the stage."""
    visits: int | None
    """All visits."""
    completion_of_entered: float | None
    """Completed, of those who entered."""
    completion_of_total: float | None
    """Completed, of all conversations."""
    drop_of_entered: float | None
    """Dropped, of those who entered."""
    drop_of_total: float | None
    """Dropped, of all conversations."""
    minutes_mean: float | None
    """Mean time of a closed visit."""
    minutes_p50: float | None
    """Median time of a closed visit."""
    minutes_p90: float | None
    """The time that 90 % of closed visits kept within."""
    minutes_p95: float | None
    """The time that 95 % of closed visits kept within."""


class DropOffRow(NamedTuple):
    """A row of conversation_analytics.drop_offs: a place where conversations were lost."""

    stage: str | None
    """Stage; none for before_first."""
    position: str
    """In_stage, after_stage or before_first."""
    conversations: int
    """Conversations lost there."""
    of_total: float | None
    """Of all conversations."""
    of_lost: float | None
    """Of all that were lost."""


class PathRow(NamedTuple):
    """A row of conversation_analytics.paths: a way through the stages."""

    path: str
    """Stages in the order first entered, " > " between."""
    conversations: int | None
    """Conversations that started."""
    qualified: int | None
    """Conversations with a lead."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_per_conversation_minor: float | None
    """Net revenue of a conversation."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_conversation(self) -> Decimal | None:
        """`revenue_per_conversation_minor` in the currency."""
        return money(self.revenue_per_conversation_minor, _digits(self))


class AgentRow(NamedTuple):
    """A row of conversation_analytics.agents: an agent."""

    agent: str
    """Agent."""
    conversations: int | None
    """Conversations that started."""
    completion_rate: float | None
    """Share of conversations completed."""
    qualified_rate: float | None
    """Share of conversations with a lead."""
    response_ms_p50: float | None
    """Median time to the agent's answer."""
    response_ms_p90: float | None
    """The time within which 90 % of answers came."""
    quality_mean: float | None
    """Mean quality of answers."""
    revenue_per_conversation_minor: float | None
    """Net revenue of a conversation."""

    @property
    def revenue_per_conversation(self) -> Decimal | None:
        """`revenue_per_conversation_minor` in the currency."""
        return money(self.revenue_per_conversation_minor, _digits(self))


class SourceRow(NamedTuple):
    """A row of conversation_analytics.sources: a source."""

    source: str
    """Source."""
    conversations: int | None
    """Conversations that started."""
    completed: int | None
    """Conversations that ended as completed."""
    qualified: int | None
    """Conversations with a lead."""
    completion_rate: float | None
    """Share of conversations completed."""
    qualified_rate: float | None
    """Share of conversations with a lead."""
    lower: float | None
    """95 % Wilson interval of qualified_rate."""
    upper: float | None
    """Its other end."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_per_conversation_minor: float | None
    """Net revenue of a conversation."""
    cost_minor: int | None
    """What was spent."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_conversation(self) -> Decimal | None:
        """`revenue_per_conversation_minor` in the currency."""
        return money(self.revenue_per_conversation_minor, _digits(self))

    @property
    def cost(self) -> Decimal | None:
        """`cost_minor` in the currency."""
        return money(self.cost_minor, _digits(self))


class TargetRow(NamedTuple):
    """A row of performance_targets.targets: a target of the settings."""

    target: str
    """Its name in the settings."""
    kpi: str
    """The KPI: the name without _month_N."""
    unit: str | None
    """Of the KPI."""
    value: float | None
    """The KPI of the period."""
    goal: float
    """As set, whatever the length of the period."""
    attainment: float | None
    """Value / goal."""
    difference: float | None
    """Value - goal; of a rate in points."""
    relative: float | None
    """Value / goal - 1."""
    status: str | None
    """Above, on or below the goal, whichever of these is better."""
    met: bool | None
    """Whether it is on the goal, or on the better side."""
    lower: float | None
    """95 % Wilson interval of a rate of counts."""
    upper: float | None
    """Its other end."""
    partial: bool
    """Whether the period is not over at `now`."""
    projected: float | None
    """At the end of month N with the growth of the last 30 days; else at the end of the period at its pace."""
    needed_growth: float | None
    """Growth a month that reaches the goal in month N: (goal / value)^(1 / months_left) - 1."""
    months_left: float | None
    """Local days after today until month N ends / 30."""


class SeriesRow(NamedTuple):
    """A row of revenue_trends.series: a bucket of time."""

    bucket_at: datetime
    """First instant of the bucket."""
    bucket: str
    """Its local label."""
    revenue_gross_minor: int | None
    """Sales, before anything came back."""
    returns_minor: int | None
    """Returns, refunds and chargebacks, 0 or less."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    conversations: int | None
    """Conversations that started."""
    revenue_per_lead_minor: float | None
    """Net revenue of a payable lead."""
    partial: bool
    """Whether it is cut by the period, or not over at `now`."""

    @property
    def revenue_gross(self) -> Decimal | None:
        """`revenue_gross_minor` in the currency."""
        return money(self.revenue_gross_minor, _digits(self))

    @property
    def returns(self) -> Decimal | None:
        """`returns_minor` in the currency."""
        return money(self.returns_minor, _digits(self))

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))


class GrowthRow(NamedTuple):
    """A row of revenue_trends.growth: a sum of the period."""

    metric: str
    """A column of series."""
    value: int | None
    """Its sum over the period, in the unit of that column."""
    previous: int | None
    """Over the period compared with."""
    change: float | None
    """Value / previous - 1."""
    is_new: bool
    """Whether there was nothing before."""


class RunRateRow(NamedTuple):
    """A row of revenue_trends.run_rate: a span of days."""

    per: str
    """Day, week or month."""
    days: float
    """1, 7 or 30."""
    elapsed_days: float | None
    """Days of the period that are over."""
    revenue_net_minor: float | None
    """Net revenue in so many days."""
    leads: float | None
    """Payable leads in so many days."""
    partial: bool
    """Whether the period is not over at `now`."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class TargetMonthRow(NamedTuple):
    """A row of revenue_trends.targets: a month of the targets of `mrr`, whatever the period."""

    month: int
    """1 for the first."""
    from_at: datetime
    """Its first instant."""
    to_at: datetime
    """The first instant after it."""
    goal_minor: int | None
    """Its target of `mrr`."""
    revenue_net_minor: int | None
    """Net revenue of the month; none before it begins."""
    attainment: float | None
    """Net revenue / goal."""
    projected_minor: float | None
    """Net revenue of a month that is over; x 30 / elapsed days of the running one; of a later one that of the month before, grown as the last 30 days did."""
    partial: bool
    """Whether it is not over at `now`."""
    status: str | None
    """Net revenue above, on or below the goal."""

    @property
    def goal(self) -> Decimal | None:
        """`goal_minor` in the currency."""
        return money(self.goal_minor, _digits(self))

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def projected(self) -> Decimal | None:
        """`projected_minor` in the currency."""
        return money(self.projected_minor, _digits(self))


class NoteRow(NamedTuple):
    """A row of revenue_trends.notes: a note on the period, whatever the conditions."""

    note: str
    """Its id."""
    happened_at: datetime
    """Its instant, or the first of its range."""
    until_at: datetime | None
    """The last of its range."""
    text: str
    """What it says."""


class PlatformRow(NamedTuple):
    """A row of platform_performance.platforms: a buyer."""

    platform: str
    """Buyer."""
    offers: int | None
    """Offers made."""
    delivered: int | None
    """Offers that were delivered."""
    accepted: int | None
    """Offers accepted, returned ones among them."""
    rejected: int | None
    """Offers rejected."""
    timeout: int | None
    """Offers that timed out."""
    returned: int | None
    """Offers returned."""
    pending: int | None
    """Offers without a verdict."""
    delivery_rate: float | None
    """Share of offers that were delivered."""
    acceptance_rate: float | None
    """Share of offers with a verdict that were accepted."""
    return_rate: float | None
    """Share of accepted offers that were returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    value_per_sale_minor: float | None
    """Net revenue of a sale."""
    response_hours_p50: float | None
    """Median time to a buyer's first verdict."""
    response_hours_mean: float | None
    """Mean time to a buyer's first verdict."""
    rating_mean: float | None
    """Mean rating by buyers."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class PlatformTierRow(NamedTuple):
    """A row of platform_performance.tiers: a buyer and a tier."""

    platform: str
    """Buyer."""
    tier: str
    """Tier of the lead."""
    offers: int | None
    """Offers made."""
    delivered: int | None
    """Offers that were delivered."""
    accepted: int | None
    """Offers accepted, returned ones among them."""
    rejected: int | None
    """Offers rejected."""
    timeout: int | None
    """Offers that timed out."""
    returned: int | None
    """Offers returned."""
    pending: int | None
    """Offers without a verdict."""
    delivery_rate: float | None
    """Share of offers that were delivered."""
    acceptance_rate: float | None
    """Share of offers with a verdict that were accepted."""
    return_rate: float | None
    """Share of accepted offers that were returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    value_per_sale_minor: float | None
    """Net revenue of a sale."""
    response_hours_p50: float | None
    """Median time to a buyer's first verdict."""
    response_hours_mean: float | None
    """Mean time to a buyer's first verdict."""
    rating_mean: float | None
    """Mean rating by buyers."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class PlatformDayRow(NamedTuple):
    """A row of platform_performance.days: a local day."""

    day: str
    """Local day, 2026-03-01."""
    day_at: datetime
    """Its first instant."""
    offers: int | None
    """Offers made."""
    delivered: int | None
    """Offers that were delivered."""
    accepted: int | None
    """Offers accepted, returned ones among them."""
    rejected: int | None
    """Offers rejected."""
    timeout: int | None
    """Offers that timed out."""
    returned: int | None
    """Offers returned."""
    pending: int | None
    """Offers without a verdict."""
    delivery_rate: float | None
    """Share of offers that were delivered."""
    acceptance_rate: float | None
    """Share of offers with a verdict that were accepted."""
    return_rate: float | None
    """Share of accepted offers that were returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    value_per_sale_minor: float | None
    """Net revenue of a sale."""
    response_hours_p50: float | None
    """Median time to a buyer's first verdict."""
    response_hours_mean: float | None
    """Mean time to a buyer's first verdict."""
    rating_mean: float | None
    """Mean rating by buyers."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class PlaceRow(NamedTuple):
    """A row of market_performance.boroughs: a borough."""

    borough: str
    """Borough of the conversation, or of the money."""
    conversations: int | None
    """Conversations that started."""
    qualified: int | None
    """Conversations with a lead."""
    qualified_rate: float | None
    """Share of conversations with a lead."""
    lower: float | None
    """95 % Wilson interval of qualified_rate."""
    upper: float | None
    """Its other end."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    revenue_per_lead_minor: float | None
    """Net revenue of a payable lead."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))


class ZipPlaceRow(NamedTuple):
    """A row of market_performance.zips: a zip."""

    zip: str
    """Zip of the conversation, or of the money."""
    borough: str
    """The borough of that zip, else (unknown)."""
    conversations: int | None
    """Conversations that started."""
    qualified: int | None
    """Conversations with a lead."""
    qualified_rate: float | None
    """Share of conversations with a lead."""
    lower: float | None
    """95 % Wilson interval of qualified_rate."""
    upper: float | None
    """Its other end."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_share: float | None
    """Share of all net revenue."""
    revenue_per_lead_minor: float | None
    """Net revenue of a payable lead."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))


class MonthRow(NamedTuple):
    """A row of market_performance.months: a calendar month of the period."""

    month_at: datetime
    """First instant of the month."""
    month: str
    """Local month, 2026-02."""
    conversations: int | None
    """Conversations that started."""
    qualified: int | None
    """Conversations with a lead."""
    qualified_rate: float | None
    """Share of conversations with a lead."""
    leads: int | None
    """Payable leads: sold and not fully returned."""
    sales: int | None
    """Sale transactions."""
    revenue_net_minor: int | None
    """What sales brought and was kept."""
    revenue_per_lead_minor: float | None
    """Net revenue of a payable lead."""
    change: float | None
    """Revenue_net_minor / that of the month before - 1."""
    factor: float | None
    """Seasonal factor of the calendar month."""
    adjusted_minor: float | None
    """Revenue_net_minor / factor."""
    partial: bool
    """Whether it is cut by the period, or not over at `now`."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))

    @property
    def adjusted(self) -> Decimal | None:
        """`adjusted_minor` in the currency."""
        return money(self.adjusted_minor, _digits(self))


class SeasonRow(NamedTuple):
    """A row of market_performance.seasons: a season, whatever the period and the conditions."""

    season: str
    """Spring (March to May), summer, fall or winter."""
    factor: float | None
    """Net revenue of a day against that of the year; a prior as it was given."""
    factor_normalised: float | None
    """Factor / mean of the four factors."""
    source: str | None
    """Measured, or prior: the setting season_factors."""


class CompetitionRow(NamedTuple):
    """A row of market_performance.competition: a borough or a zip whose market was observed."""

    area: str
    """The borough or the zip."""
    kind: str
    """Borough or zip."""
    observations: int
    """Observations of the market there."""
    competitors: float | None
    """Mean number of competitors, of the observations that tell it."""
    market_price_minor: float | None
    """Mean price, of the observations that tell it."""
    demand: float | None
    """Mean demand, of the observations that tell it."""
    our_price_minor: float | None
    """Gross of our sales there / sales."""
    sales: int
    """Our sales there."""
    price_index: float | None
    """Our_price_minor / market_price_minor."""

    @property
    def market_price(self) -> Decimal | None:
        """`market_price_minor` in the currency."""
        return money(self.market_price_minor, _digits(self))

    @property
    def our_price(self) -> Decimal | None:
        """`our_price_minor` in the currency."""
        return money(self.our_price_minor, _digits(self))


class ConfusionRow(NamedTuple):
    """A row of quality_analytics.confusion: what was predicted, and what the buyer said."""

    predicted: str
    """Accept: a score of 0.5 or more; reject; (unknown): no score, or no lead event."""
    actual: str
    """Accepted: the last verdict; not_accepted: rejected, timeout or returned."""
    offers: int | None
    """Offers with a verdict."""


class TierJudgementRow(NamedTuple):
    """A row of quality_analytics.tiers: a predicted tier, and the one the buyer named."""

    predicted: str
    """Tier of the lead event; (unknown) without one."""
    actual: str
    """Tier of the offer's latest feedback that names one."""
    offers: int | None
    """Offers whose buyer named a tier."""


class CalibrationRow(NamedTuple):
    """A row of quality_analytics.calibration: a tenth of the scores."""

    score_low: float
    """The lowest score of the bin."""
    score_high: float
    """Where the next bin begins; the last one has the score 1, too."""
    offers: int | None
    """Offers with a score and a verdict."""
    predicted_mean: float | None
    """Mean score, each to a thousandth."""
    observed_rate: float | None
    """Share of offers accepted and not returned."""
    lower: float | None
    """95 % Wilson interval of observed_rate."""
    upper: float | None
    """Its other end."""


class ReasonRow(NamedTuple):
    """A row of quality_analytics.reasons: a verdict other than accepted, its reason, a buyer."""

    verdict: str
    """The last: rejected, timeout or returned."""
    reason: str
    """Reason of that feedback; (unknown) without one, or erased."""
    platform: str
    """Buyer."""
    offers: int
    """Offers refused so."""


class FactorRow(NamedTuple):
    """A row of changes.factors: a factor of net revenue, which is the product of all four."""

    factor: str
    """Conversations, qualified_rate, sold_per_qualified or net_per_sold_minor."""
    before: float | None
    """It in the period compared with."""
    after: float | None
    """It in the period."""
    share_minor: int | None
    """Its share of the change of net revenue; all four sum to the change."""
    reason: str | None
    """Why the change cannot be split."""

    @property
    def share(self) -> Decimal | None:
        """`share_minor` in the currency."""
        return money(self.share_minor, _digits(self))


class SegmentRow(NamedTuple):
    """A row of changes.segments: a value of a dimension."""

    dimension: str
    """Source, platform, tier, borough, agent, or an attribute."""
    value: str
    """A value of it."""
    before_minor: int
    """Net revenue in the period compared with."""
    after_minor: int
    """Net revenue in the period."""
    volume_minor: int | None
    """Of the change, that there were more or fewer conversations (platform and tier: sales)."""
    value_minor: int | None
    """Of the change, that each brought more or less."""

    @property
    def before(self) -> Decimal | None:
        """`before_minor` in the currency."""
        return money(self.before_minor, _digits(self))

    @property
    def after(self) -> Decimal | None:
        """`after_minor` in the currency."""
        return money(self.after_minor, _digits(self))

    @property
    def volume(self) -> Decimal | None:
        """`volume_minor` in the currency."""
        return money(self.volume_minor, _digits(self))


class DocumentRow(NamedTuple):
    """A row of documents: what a conversation is made of."""

    document: int
    """Its number."""
    conversation: str | None
    """Id, none when it is none or was erased."""
    events: int
    """How many."""
    first_at: datetime | None
    """The earliest."""
    last_at: datetime | None
    """The latest."""
    erased: bool
    """Whether a person of it was erased."""


class ConversationRow(NamedTuple):
    """A row of conversations: a conversation."""

    conversation: str | None
    """Id, none when it was erased."""
    started_at: datetime
    """Its earliest activity."""
    last_activity_at: datetime
    """Its latest."""
    state: str | None
    """Open, completed, abandoned, disqualified or error."""
    source: str
    """Where it came from."""
    medium: str
    """By what."""
    campaign: str
    """By which campaign."""
    channel: str
    """Over which channel."""
    agent: str
    """Who led it."""
    borough: str
    """Where it is about."""
    zip: str
    """The same, by zip."""
    path: str
    """Stages in the order first entered."""
    leads: int
    """Its leads."""
    sales: int
    """Its sale transactions."""
    revenue_net_minor: int
    """Its net revenue."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class LeadRow(NamedTuple):
    """A row of leads: a lead."""

    lead: str | None
    """Id, none when it was erased."""
    conversation: str | None
    """Id of its conversation."""
    happened_at: datetime
    """When it became one."""
    state: str
    """Waiting, pending, answered, sold or returned."""
    tier: str
    """The buyer's if known, else the predicted one."""
    predicted_tier: str | None
    """As the lead event says."""
    score: float | None
    """The chance of being accepted."""
    value_minor: int | None
    """Predicted value."""
    sales: int
    """Its sale transactions."""
    revenue_net_minor: int
    """Its net revenue."""

    @property
    def value(self) -> Decimal | None:
        """`value_minor` in the currency."""
        return money(self.value_minor, _digits(self))

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class TransactionRow(NamedTuple):
    """A row of transactions: a transaction."""

    transaction_id: str | None
    """None when it was erased."""
    happened_at: datetime
    """When it happened."""
    kind: str
    """Sale, refund, return, chargeback or adjustment."""
    amount_minor: int
    """Below 0 when money went back."""
    conversation: str | None
    """Ids as the transaction gave them."""
    lead: str | None
    """Id of its lead."""
    offer: str | None
    """Id of its offer."""
    of: str | None
    """Id of the sale it takes back."""
    platform: str
    """The buyer."""
    tier: str
    """Tier of the lead."""
    source: str
    """Source of the conversation."""
    borough: str
    """Borough of the conversation."""
    zip: str
    """Its zip."""

    @property
    def amount(self) -> Decimal | None:
        """`amount_minor` in the currency."""
        return money(self.amount_minor, _digits(self))


TABLES: dict[tuple[str, str], type[tuple[Any, ...]]] = {
    ("executive_summary", "kpis"): KpiRow,
    ("executive_summary", "tiers"): TierRow,
    ("executive_summary", "platforms"): PlatformShareRow,
    ("executive_summary", "boroughs"): BoroughShareRow,
    ("executive_summary", "days"): DayRow,
    ("real_time_dashboard", "today"): KpiRow,
    ("real_time_dashboard", "comparison"): ComparisonRow,
    ("real_time_dashboard", "pipeline"): PipelineRow,
    ("real_time_dashboard", "hours"): HourRow,
    ("real_time_dashboard", "live"): LiveRow,
    ("real_time_dashboard", "alerts"): AlertRow,
    ("conversation_analytics", "kpis"): KpiRow,
    ("conversation_analytics", "stages"): StageRow,
    ("conversation_analytics", "drop_offs"): DropOffRow,
    ("conversation_analytics", "paths"): PathRow,
    ("conversation_analytics", "agents"): AgentRow,
    ("conversation_analytics", "sources"): SourceRow,
    ("performance_targets", "targets"): TargetRow,
    ("revenue_trends", "series"): SeriesRow,
    ("revenue_trends", "growth"): GrowthRow,
    ("revenue_trends", "run_rate"): RunRateRow,
    ("revenue_trends", "targets"): TargetMonthRow,
    ("revenue_trends", "notes"): NoteRow,
    ("platform_performance", "platforms"): PlatformRow,
    ("platform_performance", "tiers"): PlatformTierRow,
    ("platform_performance", "days"): PlatformDayRow,
    ("market_performance", "boroughs"): PlaceRow,
    ("market_performance", "zips"): ZipPlaceRow,
    ("market_performance", "months"): MonthRow,
    ("market_performance", "seasons"): SeasonRow,
    ("market_performance", "competition"): CompetitionRow,
    ("quality_analytics", "kpis"): KpiRow,
    ("quality_analytics", "confusion"): ConfusionRow,
    ("quality_analytics", "tiers"): TierJudgementRow,
    ("quality_analytics", "calibration"): CalibrationRow,
    ("quality_analytics", "reasons"): ReasonRow,
    ("changes", "factors"): FactorRow,
    ("changes", "segments"): SegmentRow,
    ("documents", "documents"): DocumentRow,
    ("conversations", "conversations"): ConversationRow,
    ("leads", "leads"): LeadRow,
    ("transactions", "transactions"): TransactionRow,
}
