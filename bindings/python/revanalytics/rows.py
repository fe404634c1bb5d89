"""The rows of reports and of records.

Made by bindings/generate.py from the headers; do not edit.
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

    kpi: str | None
    """Its name in docs/kpis.md."""
    value: float | None
    """In unit."""
    unit: str | None
    """"count", "minor", "rate", "minutes", "hours", "ratio"."""
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
    """1 when the period is not over at now."""
    previous: float | None
    """The same figure of the period compared with."""
    change: float | None
    """Value / previous - 1; of a rate: value - previous, in points."""
    target: float | None
    """The store's target."""
    status: str | None
    """"above", "on", "below", or None without a target."""
    is_new: bool
    """1 when there was nothing before."""

    @property
    def money(self) -> Decimal | None:
        """The value in the currency, of a KPI whose unit is "minor"."""
        return money(self.value if self.unit == "minor" else None, _digits(self))


class TierRow(NamedTuple):
    """A row of executive_summary.tiers."""

    tier: str | None
    leads: int
    """Payable leads."""
    leads_share: float | None
    revenue_net_minor: int
    revenue_share: float | None
    revenue_per_lead_minor: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_lead(self) -> Decimal | None:
        """`revenue_per_lead_minor` in the currency."""
        return money(self.revenue_per_lead_minor, _digits(self))


class PlatformShareRow(NamedTuple):
    """A row of executive_summary.platforms."""

    platform: str | None
    leads: int
    """Payable leads."""
    sales: int
    revenue_net_minor: int
    revenue_share: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class BoroughShareRow(NamedTuple):
    """A row of executive_summary.boroughs."""

    borough: str | None
    leads: int
    """Payable leads."""
    sales: int
    revenue_net_minor: int
    revenue_share: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class DayRow(NamedTuple):
    """A row of executive_summary.days."""

    day: str | None
    """Local, "2026-03-01"."""
    day_at: datetime | None
    """Its first instant."""
    revenue_net_minor: int
    leads: int
    """Payable leads."""

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class StageRow(NamedTuple):
    """A row of conversation_analytics.stages."""

    stage: str | None
    ordinal: int | None
    """Place in the settings, 1 for the first; absent for others."""
    entered: int
    completed: int
    skipped: int
    disqualified: int
    dropped: int
    open: int
    passed: int
    visits: int
    completion_of_entered: float | None
    completion_of_total: float | None
    drop_of_entered: float | None
    drop_of_total: float | None
    minutes_mean: float | None
    minutes_p50: float | None
    minutes_p90: float | None
    minutes_p95: float | None


class DropOffRow(NamedTuple):
    """A row of conversation_analytics.drop_offs."""

    stage: str | None
    """None for before_first."""
    position: str | None
    """"in_stage", "after_stage", "before_first"."""
    conversations: int
    of_total: float | None
    of_lost: float | None


class PathRow(NamedTuple):
    """A row of conversation_analytics.paths."""

    path: str | None
    """Stages in the order first entered, " > " between."""
    conversations: int
    qualified: int
    revenue_net_minor: int
    revenue_per_conversation_minor: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def revenue_per_conversation(self) -> Decimal | None:
        """`revenue_per_conversation_minor` in the currency."""
        return money(self.revenue_per_conversation_minor, _digits(self))


class AgentRow(NamedTuple):
    """A row of conversation_analytics.agents."""

    agent: str | None
    conversations: int
    completion_rate: float | None
    qualified_rate: float | None
    response_ms_p50: float | None
    response_ms_p90: float | None
    quality_mean: float | None
    revenue_per_conversation_minor: float | None

    @property
    def revenue_per_conversation(self) -> Decimal | None:
        """`revenue_per_conversation_minor` in the currency."""
        return money(self.revenue_per_conversation_minor, _digits(self))


class SourceRow(NamedTuple):
    """A row of conversation_analytics.sources."""

    source: str | None
    conversations: int
    completed: int
    qualified: int
    completion_rate: float | None
    qualified_rate: float | None
    lower: float | None
    """95 % Wilson interval of qualified_rate."""
    upper: float | None
    revenue_net_minor: int
    revenue_per_conversation_minor: float | None
    cost_minor: int

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


class SeriesRow(NamedTuple):
    """A row of revenue_trends.series."""

    bucket_at: datetime | None
    """Its first instant."""
    bucket: str | None
    """Its local label."""
    revenue_gross_minor: int
    returns_minor: int
    revenue_net_minor: int
    leads: int
    """Payable leads."""
    sales: int
    conversations: int
    revenue_per_lead_minor: float | None
    partial: bool

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


class PlatformRow(NamedTuple):
    """A row of platform_performance.platforms."""

    platform: str | None
    offers: int
    delivered: int
    accepted: int
    """Verdicts accepted and returned."""
    rejected: int
    timeout: int
    returned: int
    pending: int
    delivery_rate: float | None
    acceptance_rate: float | None
    return_rate: float | None
    sales: int
    revenue_net_minor: int
    revenue_share: float | None
    value_per_sale_minor: float | None
    response_hours_p50: float | None
    response_hours_mean: float | None
    rating_mean: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class PlatformTierRow(NamedTuple):
    """A row of platform_performance.tiers."""

    platform: str | None
    tier: str | None
    """In tiers."""
    offers: int
    delivered: int
    accepted: int
    """Verdicts accepted and returned."""
    rejected: int
    timeout: int
    returned: int
    pending: int
    delivery_rate: float | None
    acceptance_rate: float | None
    return_rate: float | None
    sales: int
    revenue_net_minor: int
    revenue_share: float | None
    value_per_sale_minor: float | None
    response_hours_p50: float | None
    response_hours_mean: float | None
    rating_mean: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class PlatformDayRow(NamedTuple):
    """A row of platform_performance.days."""

    day: str | None
    """In days."""
    day_at: datetime | None
    """In days."""
    offers: int
    delivered: int
    accepted: int
    """Verdicts accepted and returned."""
    rejected: int
    timeout: int
    returned: int
    pending: int
    delivery_rate: float | None
    acceptance_rate: float | None
    return_rate: float | None
    sales: int
    revenue_net_minor: int
    revenue_share: float | None
    value_per_sale_minor: float | None
    response_hours_p50: float | None
    response_hours_mean: float | None
    rating_mean: float | None

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))

    @property
    def value_per_sale(self) -> Decimal | None:
        """`value_per_sale_minor` in the currency."""
        return money(self.value_per_sale_minor, _digits(self))


class DocumentRow(NamedTuple):
    """A row of documents."""

    document: int
    """Its number."""
    conversation: str | None
    """Id, None when it is no conversation or was erased."""
    events: int
    first_at: datetime | None
    last_at: datetime | None
    erased: bool


class ConversationRow(NamedTuple):
    """A row of conversations."""

    conversation: str | None
    """Id, None when it was erased."""
    started_at: datetime | None
    last_activity_at: datetime | None
    state: str | None
    """"open", "completed", "abandoned", "disqualified", "error"."""
    source: str | None
    medium: str | None
    campaign: str | None
    channel: str | None
    agent: str | None
    borough: str | None
    zip: str | None
    path: str | None
    leads: int
    sales: int
    revenue_net_minor: int

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class LeadRow(NamedTuple):
    """A row of leads."""

    lead: str | None
    """Id, None when it was erased."""
    conversation: str | None
    """Id."""
    at: datetime | None
    state: str | None
    """"waiting", "pending", "answered", "sold", "returned"."""
    tier: str | None
    """The buyer's if known, else the predicted one."""
    predicted_tier: str | None
    score: float | None
    value_minor: int | None
    sales: int
    revenue_net_minor: int

    @property
    def value(self) -> Decimal | None:
        """`value_minor` in the currency."""
        return money(self.value_minor, _digits(self))

    @property
    def revenue_net(self) -> Decimal | None:
        """`revenue_net_minor` in the currency."""
        return money(self.revenue_net_minor, _digits(self))


class TransactionRow(NamedTuple):
    """A row of transactions."""

    transaction: str | None
    """Id, None when it was erased."""
    at: datetime | None
    kind: str | None
    amount_minor: int
    conversation: str | None
    """Ids as the transaction gave them."""
    lead: str | None
    offer: str | None
    of: str | None
    platform: str | None
    tier: str | None
    source: str | None
    borough: str | None
    zip: str | None

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
    ("conversation_analytics", "kpis"): KpiRow,
    ("conversation_analytics", "stages"): StageRow,
    ("conversation_analytics", "drop_offs"): DropOffRow,
    ("conversation_analytics", "paths"): PathRow,
    ("conversation_analytics", "agents"): AgentRow,
    ("conversation_analytics", "sources"): SourceRow,
    ("revenue_trends", "series"): SeriesRow,
    ("platform_performance", "platforms"): PlatformRow,
    ("platform_performance", "tiers"): PlatformTierRow,
    ("platform_performance", "days"): PlatformDayRow,
    ("documents", "documents"): DocumentRow,
    ("conversations", "conversations"): ConversationRow,
    ("leads", "leads"): LeadRow,
    ("transactions", "transactions"): TransactionRow,
}
