// Made by bindings/generate.py; do not edit.
// The reports, their rows and the records; docs/kpis.md has the formulas.

import type { Instant } from './events.js';
import type { Report, Snapshot, Table, Where } from './index.js';

/** A row whose columns depend on the question. */
export type Row = Record<string, string | number | boolean | Date | null>;

/** The names of KPIs, the rows of tables `kpis`. */
export type KpiName =
  | 'revenue_gross'
  | 'revenue_net'
  | 'revenue_mature'
  | 'revenue_provisional'
  | 'revenue_per_lead'
  | 'revenue_per_conversation'
  | 'leads_qualified'
  | 'leads_sold'
  | 'leads_payable'
  | 'conversations'
  | 'completed'
  | 'lost'
  | 'disqualified'
  | 'open'
  | 'qualified_rate'
  | 'sold_rate'
  | 'completion_rate'
  | 'duration_mean'
  | 'delivery_rate'
  | 'acceptance_rate'
  | 'return_rate'
  | 'response_hours_mean'
  | 'rating_mean'
  | 'prediction_accuracy'
  | 'false_positive_share'
  | 'false_negative_share'
  | 'brier'
  | 'tier_accuracy'
  | 'value_accuracy'
  | 'cost'
  | 'cost_per_lead'
  | 'roas'
  | 'duration_p50'
  | 'duration_p90'
  | 'response_hours_p50'
  | 'ece'
  | 'auc'
  | 'growth'
  | 'run_rate_daily'
  | 'run_rate_weekly'
  | 'run_rate_monthly'
  | 'mrr';

/** The names of metrics that a cube takes as measures. */
export type MetricName =
  | 'revenue_gross'
  | 'revenue_net'
  | 'revenue_mature'
  | 'revenue_provisional'
  | 'revenue_per_lead'
  | 'revenue_per_conversation'
  | 'leads_qualified'
  | 'leads_sold'
  | 'leads_payable'
  | 'conversations'
  | 'completed'
  | 'lost'
  | 'disqualified'
  | 'open'
  | 'qualified_rate'
  | 'sold_rate'
  | 'completion_rate'
  | 'duration_mean'
  | 'delivery_rate'
  | 'acceptance_rate'
  | 'return_rate'
  | 'response_hours_mean'
  | 'rating_mean'
  | 'prediction_accuracy'
  | 'false_positive_share'
  | 'false_negative_share'
  | 'brier'
  | 'tier_accuracy'
  | 'value_accuracy'
  | 'cost'
  | 'cost_per_lead'
  | 'roas'
  | 'duration_p50'
  | 'duration_p90'
  | 'response_hours_p50'
  | 'ece'
  | 'auc'
  | 'returns'
  | 'sales'
  | 'value_per_sale'
  | 'qualified'
  | 'response_ms_p50'
  | 'response_ms_p90'
  | 'quality_mean'
  | 'offers'
  | 'delivered'
  | 'accepted'
  | 'rejected'
  | 'timeout'
  | 'returned'
  | 'pending'
  | 'tier_judged'
  | 'stage_entered'
  | 'stage_completed'
  | 'stage_skipped'
  | 'stage_disqualified'
  | 'stage_dropped'
  | 'stage_open'
  | 'stage_passed'
  | 'stage_visits'
  | 'stage_completion_of_entered'
  | 'stage_drop_of_entered'
  | 'stage_minutes_mean'
  | 'stage_minutes_p50'
  | 'stage_minutes_p90'
  | 'stage_minutes_p95';

/** A row of executive_summary.kpis: all KPIs. */
export interface KpiRow {
  /** Its name in docs/kpis.md. */
  kpi: string;
  /** In `unit`. */
  value: number | null;
  /** Count, minor, rate, minutes, hours or ratio. */
  unit: string;
  /** What was divided. */
  numerator: number | null;
  /** By what. */
  denominator: number | null;
  /** Of the denominator, what is still undecided. */
  open: number | null;
  /** Left out for lack of an answer. */
  excluded: number | null;
  /** 95 % Wilson interval of a rate of counts. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** Whether the period is not over at `now`. */
  partial: boolean;
  /** The same figure of the period compared with. */
  previous: number | null;
  /** Value / previous - 1; of a rate: value - previous, in points. */
  change: number | null;
  /** The store's target. */
  target: number | null;
  /** Above, on or below the target. */
  status: string | null;
  /** Whether there was nothing before. */
  isNew: boolean;
}

/** A row of executive_summary.tiers: a tier of leads. */
export interface TierRow {
  /** Tier of the lead. */
  tier: string;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Share of all payable leads. */
  leadsShare: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a payable lead. */
  revenuePerLeadMinor: number | null;
}

/** A row of executive_summary.platforms: a buyer. */
export interface PlatformShareRow {
  /** Buyer. */
  platform: string;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
}

/** A row of executive_summary.boroughs: a borough. */
export interface BoroughShareRow {
  /** Borough of the conversation. */
  borough: string;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
}

/** A row of executive_summary.days: a local day. */
export interface DayRow {
  /** Local day, 2026-03-01. */
  day: string;
  /** Its first instant. */
  dayAt: Date;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
}

/** A row of real_time_dashboard.comparison: a KPI of today beside yesterday's. */
export interface ComparisonRow {
  /** Its name in docs/kpis.md. */
  metric: string;
  /** Count, minor or rate. */
  unit: string;
  /** Its value so far, in `unit`. */
  today: number | null;
  /** Of as much of yesterday as has passed of today. */
  yesterdaySameTime: number | null;
  /** Of all of yesterday. */
  yesterdayFull: number | null;
  /** Today / yesterday_same_time - 1, with `compare` full today / yesterday_full - 1; of a rate the difference, in points. */
  change: number | null;
  /** Whether there was nothing then. */
  isNew: boolean;
}

/** A row of real_time_dashboard.pipeline: a state of what may still be sold, at `now`. */
export interface PipelineRow {
  /** Active, waiting, pending or total. */
  state: string;
  /** Young items: of the 30 local days up to today. */
  count: number | null;
  /** Older ones, which are in no other column. */
  stale: number | null;
  /** Count x P(sale) x net price, by what became of grown leads. */
  expectedMinor: number | null;
  /** Count x the setting pipeline_item_minor, else x the target of revenue_per_lead. */
  flatMinor: number | null;
  /** Expected_minor, with `value` flat flat_minor. */
  valueMinor: number | null;
}

/** A row of real_time_dashboard.hours: a local hour of today. */
export interface HourRow {
  /** First instant of the local hour. */
  hourAt: Date;
  /** Its local label. */
  hour: string;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Conversations that started. */
  conversations: number | null;
  /** Whether it is not over at `now`. */
  partial: boolean;
}

/** A row of real_time_dashboard.live: the conversations open at `now`. */
export interface LiveRow {
  /** Open conversations active within `live_window_minutes` before `now`. */
  liveNow: number | null;
  /** All open conversations. */
  open: number | null;
}

/** A row of real_time_dashboard.alerts: a target missed on the 30 whole local days before today. */
export interface AlertRow {
  /** Target_ and the name of the target. */
  alert: string;
  /** The KPI. */
  metric: string;
  /** Its value on the 30 whole local days before today. */
  value: number;
  /** The target, in the same unit. */
  goal: number;
  /** 95 % Wilson interval of a rate of counts. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** What was divided. */
  numerator: number | null;
  /** By what. */
  denominator: number | null;
  /** Value / goal - 1. */
  relative: number | null;
  /** Critical when missed by 20 % of the goal or more, else warning. */
  severity: string;
}

/** A row of conversation_analytics.stages: a stage. */
export interface StageRow {
  /** Stage. */
  stage: string;
  /** Place in the settings, 1 for the first; none for others. */
  ordinal: number | null;
  /** Conversations that entered the stage. */
  entered: number | null;
  /** Of those, with a completed visit. */
  completed: number | null;
  /** Whose last visit was skipped. */
  skipped: number | null;
  /** Who were disqualified in the stage. */
  disqualified: number | null;
  /** Who left, or were lost in the stage. */
  dropped: number | null;
  /** Who are still in the stage. */
  open: number | null;
  /** Who completed the conversation from the stage. */
  passed: number | null;
  /** All visits. */
  visits: number | null;
  /** Completed, of those who entered. */
  completionOfEntered: number | null;
  /** Completed, of all conversations. */
  completionOfTotal: number | null;
  /** Dropped, of those who entered. */
  dropOfEntered: number | null;
  /** Dropped, of all conversations. */
  dropOfTotal: number | null;
  /** Mean time of a closed visit. */
  minutesMean: number | null;
  /** Median time of a closed visit. */
  minutesP50: number | null;
  /** The time that 90 % of closed visits kept within. */
  minutesP90: number | null;
  /** The time that 95 % of closed visits kept within. */
  minutesP95: number | null;
}

/** A row of conversation_analytics.drop_offs: a place where conversations were lost. */
export interface DropOffRow {
  /** Stage; none for before_first. */
  stage: string | null;
  /** In_stage, after_stage or before_first. */
  position: string;
  /** Conversations lost there. */
  conversations: number;
  /** Of all conversations. */
  ofTotal: number | null;
  /** Of all that were lost. */
  ofLost: number | null;
}

/** A row of conversation_analytics.paths: a way through the stages. */
export interface PathRow {
  /** Stages in the order first entered, " > " between. */
  path: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Conversations with a lead. */
  qualified: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Net revenue of a conversation. */
  revenuePerConversationMinor: number | null;
}

/** A row of conversation_analytics.agents: an agent. */
export interface AgentRow {
  /** Agent. */
  agent: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Share of conversations completed. */
  completionRate: number | null;
  /** Share of conversations with a lead. */
  qualifiedRate: number | null;
  /** Median time to the agent's answer. */
  responseMsP50: number | null;
  /** The time within which 90 % of answers came. */
  responseMsP90: number | null;
  /** Mean quality of answers. */
  qualityMean: number | null;
  /** Net revenue of a conversation. */
  revenuePerConversationMinor: number | null;
}

/** A row of conversation_analytics.sources: a source. */
export interface SourceRow {
  /** Source. */
  source: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Conversations that ended as completed. */
  completed: number | null;
  /** Conversations with a lead. */
  qualified: number | null;
  /** Share of conversations completed. */
  completionRate: number | null;
  /** Share of conversations with a lead. */
  qualifiedRate: number | null;
  /** 95 % Wilson interval of qualified_rate. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Net revenue of a conversation. */
  revenuePerConversationMinor: number | null;
  /** What was spent. */
  costMinor: number | null;
}

/** A row of performance_targets.targets: a target of the settings. */
export interface TargetRow {
  /** Its name in the settings. */
  target: string;
  /** The KPI: the name without _month_N. */
  kpi: string;
  /** Of the KPI. */
  unit: string | null;
  /** The KPI of the period. */
  value: number | null;
  /** As set, whatever the length of the period. */
  goal: number;
  /** Value / goal. */
  attainment: number | null;
  /** Value - goal; of a rate in points. */
  difference: number | null;
  /** Value / goal - 1. */
  relative: number | null;
  /** Above, on or below the goal, whichever of these is better. */
  status: string | null;
  /** Whether it is on the goal, or on the better side. */
  met: boolean | null;
  /** 95 % Wilson interval of a rate of counts. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** Whether the period is not over at `now`. */
  partial: boolean;
  /** At the end of month N with the growth of the last 30 days; else at the end of the period at its pace. */
  projected: number | null;
  /** Growth a month that reaches the goal in month N: (goal / value)^(1 / months_left) - 1. */
  neededGrowth: number | null;
  /** Local days after today until month N ends / 30. */
  monthsLeft: number | null;
}

/** A row of revenue_trends.series: a bucket of time. */
export interface SeriesRow {
  /** First instant of the bucket. */
  bucketAt: Date;
  /** Its local label. */
  bucket: string;
  /** Sales, before anything came back. */
  revenueGrossMinor: number | null;
  /** Returns, refunds and chargebacks, 0 or less. */
  returnsMinor: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** Conversations that started. */
  conversations: number | null;
  /** Net revenue of a payable lead. */
  revenuePerLeadMinor: number | null;
  /** Whether it is cut by the period, or not over at `now`. */
  partial: boolean;
}

/** A row of revenue_trends.growth: a sum of the period. */
export interface GrowthRow {
  /** A column of series. */
  metric: string;
  /** Its sum over the period, in the unit of that column. */
  value: number | null;
  /** Over the period compared with. */
  previous: number | null;
  /** Value / previous - 1. */
  change: number | null;
  /** Whether there was nothing before. */
  isNew: boolean;
}

/** A row of revenue_trends.run_rate: a span of days. */
export interface RunRateRow {
  /** Day, week or month. */
  per: string;
  /** 1, 7 or 30. */
  days: number;
  /** Days of the period that are over. */
  elapsedDays: number | null;
  /** Net revenue in so many days. */
  revenueNetMinor: number | null;
  /** Payable leads in so many days. */
  leads: number | null;
  /** Whether the period is not over at `now`. */
  partial: boolean;
}

/** A row of revenue_trends.targets: a month of the targets of `mrr`, whatever the period. */
export interface TargetMonthRow {
  /** 1 for the first. */
  month: number;
  /** Its first instant. */
  fromAt: Date;
  /** The first instant after it. */
  toAt: Date;
  /** Its target of `mrr`. */
  goalMinor: number | null;
  /** Net revenue of the month; none before it begins. */
  revenueNetMinor: number | null;
  /** Net revenue / goal. */
  attainment: number | null;
  /** Net revenue of a month that is over; x 30 / elapsed days of the running one; of a later one that of the month before, grown as the last 30 days did. */
  projectedMinor: number | null;
  /** Whether it is not over at `now`. */
  partial: boolean;
  /** Net revenue above, on or below the goal. */
  status: string | null;
}

/** A row of revenue_trends.notes: a note on the period, whatever the conditions. */
export interface NoteRow {
  /** Its id. */
  note: string;
  /** Its instant, or the first of its range. */
  happenedAt: Date;
  /** The last of its range. */
  untilAt: Date | null;
  /** What it says. */
  text: string;
}

/** A row of platform_performance.platforms: a buyer. */
export interface PlatformRow {
  /** Buyer. */
  platform: string;
  /** Offers made. */
  offers: number | null;
  /** Offers that were delivered. */
  delivered: number | null;
  /** Offers accepted, returned ones among them. */
  accepted: number | null;
  /** Offers rejected. */
  rejected: number | null;
  /** Offers that timed out. */
  timeout: number | null;
  /** Offers returned. */
  returned: number | null;
  /** Offers without a verdict. */
  pending: number | null;
  /** Share of offers that were delivered. */
  deliveryRate: number | null;
  /** Share of offers with a verdict that were accepted. */
  acceptanceRate: number | null;
  /** Share of accepted offers that were returned. */
  returnRate: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a sale. */
  valuePerSaleMinor: number | null;
  /** Median time to a buyer's first verdict. */
  responseHoursP50: number | null;
  /** Mean time to a buyer's first verdict. */
  responseHoursMean: number | null;
  /** Mean rating by buyers. */
  ratingMean: number | null;
}

/** A row of platform_performance.tiers: a buyer and a tier. */
export interface PlatformTierRow {
  /** Buyer. */
  platform: string;
  /** Tier of the lead. */
  tier: string;
  /** Offers made. */
  offers: number | null;
  /** Offers that were delivered. */
  delivered: number | null;
  /** Offers accepted, returned ones among them. */
  accepted: number | null;
  /** Offers rejected. */
  rejected: number | null;
  /** Offers that timed out. */
  timeout: number | null;
  /** Offers returned. */
  returned: number | null;
  /** Offers without a verdict. */
  pending: number | null;
  /** Share of offers that were delivered. */
  deliveryRate: number | null;
  /** Share of offers with a verdict that were accepted. */
  acceptanceRate: number | null;
  /** Share of accepted offers that were returned. */
  returnRate: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a sale. */
  valuePerSaleMinor: number | null;
  /** Median time to a buyer's first verdict. */
  responseHoursP50: number | null;
  /** Mean time to a buyer's first verdict. */
  responseHoursMean: number | null;
  /** Mean rating by buyers. */
  ratingMean: number | null;
}

/** A row of platform_performance.days: a local day. */
export interface PlatformDayRow {
  /** Local day, 2026-03-01. */
  day: string;
  /** Its first instant. */
  dayAt: Date;
  /** Offers made. */
  offers: number | null;
  /** Offers that were delivered. */
  delivered: number | null;
  /** Offers accepted, returned ones among them. */
  accepted: number | null;
  /** Offers rejected. */
  rejected: number | null;
  /** Offers that timed out. */
  timeout: number | null;
  /** Offers returned. */
  returned: number | null;
  /** Offers without a verdict. */
  pending: number | null;
  /** Share of offers that were delivered. */
  deliveryRate: number | null;
  /** Share of offers with a verdict that were accepted. */
  acceptanceRate: number | null;
  /** Share of accepted offers that were returned. */
  returnRate: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a sale. */
  valuePerSaleMinor: number | null;
  /** Median time to a buyer's first verdict. */
  responseHoursP50: number | null;
  /** Mean time to a buyer's first verdict. */
  responseHoursMean: number | null;
  /** Mean rating by buyers. */
  ratingMean: number | null;
}

/** A row of market_performance.boroughs: a borough. */
export interface PlaceRow {
  /** Borough of the conversation, or of the money. */
  borough: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Conversations with a lead. */
  qualified: number | null;
  /** Share of conversations with a lead. */
  qualifiedRate: number | null;
  /** 95 % Wilson interval of qualified_rate. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a payable lead. */
  revenuePerLeadMinor: number | null;
}

/** A row of market_performance.zips: a zip. */
export interface ZipPlaceRow {
  /** Zip of the conversation, or of the money. */
  zip: string;
  /** The borough of that zip, else (unknown). */
  borough: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Conversations with a lead. */
  qualified: number | null;
  /** Share of conversations with a lead. */
  qualifiedRate: number | null;
  /** 95 % Wilson interval of qualified_rate. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Share of all net revenue. */
  revenueShare: number | null;
  /** Net revenue of a payable lead. */
  revenuePerLeadMinor: number | null;
}

/** A row of market_performance.months: a calendar month of the period. */
export interface MonthRow {
  /** First instant of the month. */
  monthAt: Date;
  /** Local month, 2026-02. */
  month: string;
  /** Conversations that started. */
  conversations: number | null;
  /** Conversations with a lead. */
  qualified: number | null;
  /** Share of conversations with a lead. */
  qualifiedRate: number | null;
  /** Payable leads: sold and not fully returned. */
  leads: number | null;
  /** Sale transactions. */
  sales: number | null;
  /** What sales brought and was kept. */
  revenueNetMinor: number | null;
  /** Net revenue of a payable lead. */
  revenuePerLeadMinor: number | null;
  /** Revenue_net_minor / that of the month before - 1. */
  change: number | null;
  /** Seasonal factor of the calendar month. */
  factor: number | null;
  /** Revenue_net_minor / factor. */
  adjustedMinor: number | null;
  /** Whether it is cut by the period, or not over at `now`. */
  partial: boolean;
}

/** A row of market_performance.seasons: a season, whatever the period and the conditions. */
export interface SeasonRow {
  /** Spring (March to May), summer, fall or winter. */
  season: string;
  /** Net revenue of a day against that of the year; a prior as it was given. */
  factor: number | null;
  /** Factor / mean of the four factors. */
  factorNormalised: number | null;
  /** Measured, or prior: the setting season_factors. */
  source: string | null;
}

/** A row of market_performance.competition: a borough or a zip whose market was observed. */
export interface CompetitionRow {
  /** The borough or the zip. */
  area: string;
  /** Borough or zip. */
  kind: string;
  /** Observations of the market there. */
  observations: number;
  /** Mean number of competitors, of the observations that tell it. */
  competitors: number | null;
  /** Mean price, of the observations that tell it. */
  marketPriceMinor: number | null;
  /** Mean demand, of the observations that tell it. */
  demand: number | null;
  /** Gross of our sales there / sales. */
  ourPriceMinor: number | null;
  /** Our sales there. */
  sales: number;
  /** Our_price_minor / market_price_minor. */
  priceIndex: number | null;
}

/** A row of quality_analytics.confusion: what was predicted, and what the buyer said. */
export interface ConfusionRow {
  /** Accept: a score of 0.5 or more; reject; (unknown): no score, or no lead event. */
  predicted: string;
  /** Accepted: the last verdict; not_accepted: rejected, timeout or returned. */
  actual: string;
  /** Offers with a verdict. */
  offers: number | null;
}

/** A row of quality_analytics.tiers: a predicted tier, and the one the buyer named. */
export interface TierJudgementRow {
  /** Tier of the lead event; (unknown) without one. */
  predicted: string;
  /** Tier of the offer's latest feedback that names one. */
  actual: string;
  /** Offers whose buyer named a tier. */
  offers: number | null;
}

/** A row of quality_analytics.calibration: a tenth of the scores. */
export interface CalibrationRow {
  /** The lowest score of the bin. */
  scoreLow: number;
  /** Where the next bin begins; the last one has the score 1, too. */
  scoreHigh: number;
  /** Offers with a score and a verdict. */
  offers: number | null;
  /** Mean score, each to a thousandth. */
  predictedMean: number | null;
  /** Share of offers accepted and not returned. */
  observedRate: number | null;
  /** 95 % Wilson interval of observed_rate. */
  lower: number | null;
  /** Its other end. */
  upper: number | null;
}

/** A row of quality_analytics.reasons: a verdict other than accepted, its reason, a buyer. */
export interface ReasonRow {
  /** The last: rejected, timeout or returned. */
  verdict: string;
  /** Reason of that feedback; (unknown) without one, or erased. */
  reason: string;
  /** Buyer. */
  platform: string;
  /** Offers refused so. */
  offers: number;
}

/** A row of changes.factors: a factor of net revenue, which is the product of all four. */
export interface FactorRow {
  /** Conversations, qualified_rate, sold_per_qualified or net_per_sold_minor. */
  factor: string;
  /** It in the period compared with. */
  before: number | null;
  /** It in the period. */
  after: number | null;
  /** Its share of the change of net revenue; all four sum to the change. */
  shareMinor: number | null;
  /** Why the change cannot be split. */
  reason: string | null;
}

/** A row of changes.segments: a value of a dimension. */
export interface SegmentRow {
  /** Source, platform, tier, borough, agent, or an attribute. */
  dimension: string;
  /** A value of it. */
  value: string;
  /** Net revenue in the period compared with. */
  beforeMinor: number;
  /** Net revenue in the period. */
  afterMinor: number;
  /** Of the change, that there were more or fewer conversations (platform and tier: sales). */
  volumeMinor: number | null;
  /** Of the change, that each brought more or less. */
  valueMinor: number | null;
}

/** A row of documents: what a conversation is made of. */
export interface DocumentRow {
  /** Its number. */
  document: number;
  /** Id, none when it is none or was erased. */
  conversation: string | null;
  /** How many. */
  events: number;
  /** The earliest. */
  firstAt: Date | null;
  /** The latest. */
  lastAt: Date | null;
  /** Whether a person of it was erased. */
  erased: boolean;
}

/** A row of conversations: a conversation. */
export interface ConversationRow {
  /** Id, none when it was erased. */
  conversation: string | null;
  /** Its earliest activity. */
  startedAt: Date;
  /** Its latest. */
  lastActivityAt: Date;
  /** Open, completed, abandoned, disqualified or error. */
  state: string | null;
  /** Where it came from. */
  source: string;
  /** By what. */
  medium: string;
  /** By which campaign. */
  campaign: string;
  /** Over which channel. */
  channel: string;
  /** Who led it. */
  agent: string;
  /** Where it is about. */
  borough: string;
  /** The same, by zip. */
  zip: string;
  /** Stages in the order first entered. */
  path: string;
  /** Its leads. */
  leads: number;
  /** Its sale transactions. */
  sales: number;
  /** Its net revenue. */
  revenueNetMinor: number;
}

/** A row of leads: a lead. */
export interface LeadRow {
  /** Id, none when it was erased. */
  lead: string | null;
  /** Id of its conversation. */
  conversation: string | null;
  /** When it became one. */
  happenedAt: Date;
  /** Waiting, pending, answered, sold or returned. */
  state: string;
  /** The buyer's if known, else the predicted one. */
  tier: string;
  /** As the lead event says. */
  predictedTier: string | null;
  /** The chance of being accepted. */
  score: number | null;
  /** Predicted value. */
  valueMinor: number | null;
  /** Its sale transactions. */
  sales: number;
  /** Its net revenue. */
  revenueNetMinor: number;
}

/** A row of transactions: a transaction. */
export interface TransactionRow {
  /** None when it was erased. */
  transactionId: string | null;
  /** When it happened. */
  happenedAt: Date;
  /** Sale, refund, return, chargeback or adjustment. */
  kind: string;
  /** Below 0 when money went back. */
  amountMinor: number;
  /** Ids as the transaction gave them. */
  conversation: string | null;
  /** Id of its lead. */
  lead: string | null;
  /** Id of its offer. */
  offer: string | null;
  /** Id of the sale it takes back. */
  of: string | null;
  /** The buyer. */
  platform: string;
  /** Tier of the lead. */
  tier: string;
  /** Source of the conversation. */
  source: string;
  /** Borough of the conversation. */
  borough: string;
  /** Its zip. */
  zip: string;
}

/** Revenue, leads and conversations. */
export interface ExecutiveSummary extends Report {
  /** All KPIs. */
  kpis: KpiRow[];
  /** A tier of leads. */
  tiers: TierRow[];
  /** A buyer. */
  platforms: PlatformShareRow[];
  /** A borough. */
  boroughs: BoroughShareRow[];
  /** A local day. */
  days: DayRow[];
}

/** Today so far, what is open now, and targets missed. */
export interface RealTimeDashboard extends Report {
  /** KPIs of today. */
  today: KpiRow[];
  /** A KPI of today beside yesterday's. */
  comparison: ComparisonRow[];
  /** A state of what may still be sold, at `now`. */
  pipeline: PipelineRow[];
  /** A local hour of today. */
  hours: HourRow[];
  /** The conversations open at `now`. */
  live: LiveRow[];
  /** A target missed on the 30 whole local days before today. */
  alerts: AlertRow[];
}

/** Stages, drop-offs, paths, agents and sources. */
export interface ConversationAnalytics extends Report {
  /** The KPIs of conversations. */
  kpis: KpiRow[];
  /** A stage. */
  stages: StageRow[];
  /** A place where conversations were lost. */
  dropOffs: DropOffRow[];
  /** A way through the stages. */
  paths: PathRow[];
  /** An agent. */
  agents: AgentRow[];
  /** A source. */
  sources: SourceRow[];
}

/** Figures against the targets of the settings. */
export interface PerformanceTargets extends Report {
  /** A target of the settings. */
  targets: TargetRow[];
}

/** Revenue over time. */
export interface RevenueTrends extends Report {
  /** A bucket of time. */
  series: SeriesRow[];
  /** A sum of the period. */
  growth: GrowthRow[];
  /** A span of days. */
  runRate: RunRateRow[];
  /** A month of the targets of `mrr`, whatever the period. */
  targets: TargetMonthRow[];
  /** A note on the period, whatever the conditions. */
  notes: NoteRow[];
}

/** Buyers, by tier and by day. */
export interface PlatformPerformance extends Report {
  /** A buyer. */
  platforms: PlatformRow[];
  /** A buyer and a tier. */
  tiers: PlatformTierRow[];
  /** A local day. */
  days: PlatformDayRow[];
}

/** Boroughs, zips, months, seasons and competition. */
export interface MarketPerformance extends Report {
  /** A borough. */
  boroughs: PlaceRow[];
  /** A zip. */
  zips: ZipPlaceRow[];
  /** A calendar month of the period. */
  months: MonthRow[];
  /** A season, whatever the period and the conditions. */
  seasons: SeasonRow[];
  /** A borough or a zip whose market was observed. */
  competition: CompetitionRow[];
}

/** Predictions against verdicts, and why buyers refused. */
export interface QualityAnalytics extends Report {
  /** The KPIs of predictions and verdicts. */
  kpis: KpiRow[];
  /** What was predicted, and what the buyer said. */
  confusion: ConfusionRow[];
  /** A predicted tier, and the one the buyer named. */
  tiers: TierJudgementRow[];
  /** A tenth of the scores. */
  calibration: CalibrationRow[];
  /** A verdict other than accepted, its reason, a buyer. */
  reasons: ReasonRow[];
}

/** Why net revenue differs from the period before. */
export interface Changes extends Report {
  /** A factor of net revenue, which is the product of all four. */
  factors: FactorRow[];
  /** A value of a dimension. */
  segments: SegmentRow[];
}

/** Any measures and metrics by any dimensions. */
export interface Cube extends Report {
  /** A cell: bucket_at, bucket, the dimensions, the measures asked for. */
  cells: Row[];
}

/** What a report can be asked; the last 30 days if nothing else is said. */
export interface Query {
  /** Today, last-month, 2026-03, 2026-W09, 2026-Q1 ...; or give days, or from and to. */
  period?: string;
  /** Whole local days ending with today; 30. */
  days?: number;
  /** The first instant, or a local day like 2026-03-01. */
  from?: Instant;
  /** The first instant after. */
  to?: Instant;
  /** The present: decides what is open and what is partial. */
  now?: Instant;
  /** Where returns count. */
  mode?: 'booked' | 'restated';
  /** What the period is compared with. */
  compare?: 'sameTime' | 'full' | 'previousPeriod' | 'previousYear' | 'none';
  /** Conditions that must all hold: { platform: ['A', 'B'], tier: { not: 'basic' } }. */
  where?: Where;
  /** A moment that several reports share. */
  snapshot?: Snapshot;
}

/** What real_time_dashboard can be asked. */
export interface RealTimeDashboardQuery extends Omit<Query, 'period' | 'days' | 'from' | 'to'> {
  /** What an item of the pipeline is worth. */
  value?: 'expected' | 'flat';
}

/** What revenue_trends can be asked. */
export interface RevenueTrendsQuery extends Query {
  /** The length of a bucket. */
  by?: 'hour' | 'day' | 'week' | 'month' | 'none' | 'quarter' | 'year';
}

/** What cube can be asked. */
export interface CubeQuery extends Query {
  /** The length of a bucket. */
  by?: 'hour' | 'day' | 'week' | 'month' | 'none' | 'quarter' | 'year';
  /** Names of measures and metrics. */
  measures?: string | string[];
  /** Names of dimensions. */
  dimensions?: string | string[];
  /** A column of the cells, as it was asked for; '-' before it for the greatest first. */
  sort?: string;
  /** So many rows, the first of them; 0 for all. */
  limit?: number;
}

/** What any report can be asked. */
export type AnyQuery = Query | RealTimeDashboardQuery | RevenueTrendsQuery | CubeQuery;

/** One method for each report. */
export interface Reporting {
  executiveSummary(query?: Query): Promise<ExecutiveSummary>;
  realTimeDashboard(query?: RealTimeDashboardQuery): Promise<RealTimeDashboard>;
  conversationAnalytics(query?: Query): Promise<ConversationAnalytics>;
  performanceTargets(query?: Query): Promise<PerformanceTargets>;
  revenueTrends(query?: RevenueTrendsQuery): Promise<RevenueTrends>;
  platformPerformance(query?: Query): Promise<PlatformPerformance>;
  marketPerformance(query?: Query): Promise<MarketPerformance>;
  qualityAnalytics(query?: Query): Promise<QualityAnalytics>;
  changes(query?: Query): Promise<Changes>;
  cube(query?: CubeQuery): Promise<Cube>;
}

/** One method for each kind of record. */
export interface Listing {
  documents(options?: { now?: Instant }): Promise<Table<DocumentRow>>;
  conversations(options?: { now?: Instant }): Promise<Table<ConversationRow>>;
  leads(options?: { now?: Instant }): Promise<Table<LeadRow>>;
  transactions(options?: { now?: Instant }): Promise<Table<TransactionRow>>;
}
