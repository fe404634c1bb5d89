// Made by bindings/generate.py from the headers; do not edit.
// The reports, their rows and the records; docs/kpis.md has the formulas.

import type { Instant } from './events.js';
import type { Report, Snapshot, Table } from './index.js';

/** A row whose columns depend on the question. */
export type Row = Record<string, string | number | boolean | Date | null>;

/** A row of executive_summary.kpis. */
export interface KpiRow {
  /** Its name in docs/kpis.md. */
  kpi: string;
  /** In unit. */
  value: number | null;
  /** "count", "minor", "rate", "minutes", "hours", "ratio". */
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
  /** 1 when the period is not over at now. */
  partial: boolean;
  /** The same figure of the period compared with. */
  previous: number | null;
  /** Value / previous - 1; of a rate: value - previous, in points. */
  change: number | null;
  /** The store's target. */
  target: number | null;
  /** "above", "on", "below", or null without a target. */
  status: string | null;
  /** 1 when there was nothing before. */
  isNew: boolean;
}

/** A row of executive_summary.tiers. */
export interface TierRow {
  tier: string | null;
  /** Payable leads. */
  leads: number;
  leadsShare: number | null;
  revenueNetMinor: number;
  revenueShare: number | null;
  revenuePerLeadMinor: number | null;
}

/** A row of executive_summary.platforms. */
export interface PlatformShareRow {
  platform: string | null;
  /** Payable leads. */
  leads: number;
  sales: number;
  revenueNetMinor: number;
  revenueShare: number | null;
}

/** A row of executive_summary.boroughs. */
export interface BoroughShareRow {
  borough: string | null;
  /** Payable leads. */
  leads: number;
  sales: number;
  revenueNetMinor: number;
  revenueShare: number | null;
}

/** A row of executive_summary.days. */
export interface DayRow {
  /** Local, "2026-03-01". */
  day: string;
  /** Its first instant. */
  dayAt: Date | null;
  revenueNetMinor: number;
  /** Payable leads. */
  leads: number;
}

/** A row of conversation_analytics.stages. */
export interface StageRow {
  stage: string | null;
  /** Place in the settings, 1 for the first; absent for others. */
  ordinal: number | null;
  entered: number;
  completed: number;
  skipped: number;
  disqualified: number;
  dropped: number;
  open: number;
  passed: number;
  visits: number;
  completionOfEntered: number | null;
  completionOfTotal: number | null;
  dropOfEntered: number | null;
  dropOfTotal: number | null;
  minutesMean: number | null;
  minutesP50: number | null;
  minutesP90: number | null;
  minutesP95: number | null;
}

/** A row of conversation_analytics.drop_offs. */
export interface DropOffRow {
  /** Null for before_first. */
  stage: string | null;
  /** "in_stage", "after_stage", "before_first". */
  position: string;
  conversations: number;
  ofTotal: number | null;
  ofLost: number | null;
}

/** A row of conversation_analytics.paths. */
export interface PathRow {
  /** Stages in the order first entered, " > " between. */
  path: string | null;
  conversations: number;
  qualified: number;
  revenueNetMinor: number;
  revenuePerConversationMinor: number | null;
}

/** A row of conversation_analytics.agents. */
export interface AgentRow {
  agent: string | null;
  conversations: number;
  completionRate: number | null;
  qualifiedRate: number | null;
  responseMsP50: number | null;
  responseMsP90: number | null;
  qualityMean: number | null;
  revenuePerConversationMinor: number | null;
}

/** A row of conversation_analytics.sources. */
export interface SourceRow {
  source: string | null;
  conversations: number;
  completed: number;
  qualified: number;
  completionRate: number | null;
  qualifiedRate: number | null;
  /** 95 % Wilson interval of qualified_rate. */
  lower: number | null;
  upper: number | null;
  revenueNetMinor: number;
  revenuePerConversationMinor: number | null;
  costMinor: number;
}

/** A row of revenue_trends.series. */
export interface SeriesRow {
  /** Its first instant. */
  bucketAt: Date | null;
  /** Its local label. */
  bucket: string;
  revenueGrossMinor: number;
  returnsMinor: number;
  revenueNetMinor: number;
  /** Payable leads. */
  leads: number;
  sales: number;
  conversations: number;
  revenuePerLeadMinor: number | null;
  partial: boolean;
}

/** A row of platform_performance.platforms. */
export interface PlatformRow {
  platform: string | null;
  offers: number;
  delivered: number;
  /** Verdicts accepted and returned. */
  accepted: number;
  rejected: number;
  timeout: number;
  returned: number;
  pending: number;
  deliveryRate: number | null;
  acceptanceRate: number | null;
  returnRate: number | null;
  sales: number;
  revenueNetMinor: number;
  revenueShare: number | null;
  valuePerSaleMinor: number | null;
  responseHoursP50: number | null;
  responseHoursMean: number | null;
  ratingMean: number | null;
}

/** A row of platform_performance.tiers. */
export interface PlatformTierRow {
  platform: string | null;
  /** In tiers. */
  tier: string | null;
  offers: number;
  delivered: number;
  /** Verdicts accepted and returned. */
  accepted: number;
  rejected: number;
  timeout: number;
  returned: number;
  pending: number;
  deliveryRate: number | null;
  acceptanceRate: number | null;
  returnRate: number | null;
  sales: number;
  revenueNetMinor: number;
  revenueShare: number | null;
  valuePerSaleMinor: number | null;
  responseHoursP50: number | null;
  responseHoursMean: number | null;
  ratingMean: number | null;
}

/** A row of platform_performance.days. */
export interface PlatformDayRow {
  /** In days. */
  day: string;
  /** In days. */
  dayAt: Date | null;
  offers: number;
  delivered: number;
  /** Verdicts accepted and returned. */
  accepted: number;
  rejected: number;
  timeout: number;
  returned: number;
  pending: number;
  deliveryRate: number | null;
  acceptanceRate: number | null;
  returnRate: number | null;
  sales: number;
  revenueNetMinor: number;
  revenueShare: number | null;
  valuePerSaleMinor: number | null;
  responseHoursP50: number | null;
  responseHoursMean: number | null;
  ratingMean: number | null;
}

/** A row of documents. */
export interface DocumentRow {
  /** Its number. */
  document: number;
  /** Id, null when it is no conversation or was erased. */
  conversation: string | null;
  events: number;
  firstAt: Date | null;
  lastAt: Date | null;
  erased: boolean;
}

/** A row of conversations. */
export interface ConversationRow {
  /** Id, null when it was erased. */
  conversation: string | null;
  startedAt: Date | null;
  lastActivityAt: Date | null;
  /** "open", "completed", "abandoned", "disqualified", "error". */
  state: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  channel: string | null;
  agent: string | null;
  borough: string | null;
  zip: string | null;
  path: string | null;
  leads: number;
  sales: number;
  revenueNetMinor: number;
}

/** A row of leads. */
export interface LeadRow {
  /** Id, null when it was erased. */
  lead: string | null;
  /** Id. */
  conversation: string | null;
  at: Date | null;
  /** "waiting", "pending", "answered", "sold", "returned". */
  state: string | null;
  /** The buyer's if known, else the predicted one. */
  tier: string | null;
  predictedTier: string | null;
  score: number | null;
  valueMinor: number | null;
  sales: number;
  revenueNetMinor: number;
}

/** A row of transactions. */
export interface TransactionRow {
  /** Id, null when it was erased. */
  transaction: string | null;
  at: Date | null;
  kind: string | null;
  amountMinor: number;
  /** Ids as the transaction gave them. */
  conversation: string | null;
  lead: string | null;
  offer: string | null;
  of: string | null;
  platform: string | null;
  tier: string | null;
  source: string | null;
  borough: string | null;
  zip: string | null;
}

/** Revenue, leads and conversations. */
export interface ExecutiveSummary extends Report {
  kpis: KpiRow[];
  tiers: TierRow[];
  platforms: PlatformShareRow[];
  boroughs: BoroughShareRow[];
  days: DayRow[];
}

/** Stages, drop-offs, paths, agents and sources. */
export interface ConversationAnalytics extends Report {
  kpis: KpiRow[];
  stages: StageRow[];
  dropOffs: DropOffRow[];
  paths: PathRow[];
  agents: AgentRow[];
  sources: SourceRow[];
}

/** Revenue over time. */
export interface RevenueTrends extends Report {
  series: SeriesRow[];
  growth: Row[];
  runRate: Row[];
}

/** Buyers, by tier and by day. */
export interface PlatformPerformance extends Report {
  platforms: PlatformRow[];
  tiers: PlatformTierRow[];
  days: PlatformDayRow[];
}

/** Any measures by any dimensions. */
export interface Cube extends Report {
  cells: Row[];
}

/** What a report is asked; the last 30 days if nothing else is said. */
export interface Query {
  /** Whole local days ending with today. */
  days?: number;
  /** The first instant, or a local day like 2026-03-01. */
  from?: Instant;
  /** The first instant after. */
  to?: Instant;
  /** The present: decides what is open and what is partial. */
  now?: Instant;
  /** Where returns count. */
  mode?: 'booked' | 'restated';
  compare?: 'sameTime' | 'full' | 'previousPeriod' | 'previousYear';
  /** The length of a bucket, of revenueTrends() and cube(). */
  by?: 'hour' | 'day' | 'week' | 'month' | 'none';
  /** Conditions that must all hold: { platform: 'SolarReviews' }. */
  where?: Record<string, string>;
  /** A moment that several reports share. */
  snapshot?: Snapshot;
}

export interface CubeQuery extends Query {
  measures?: string | string[];
  dimensions?: string | string[];
}

/** One method for each report. */
export interface Reporting {
  executiveSummary(query?: Query): Promise<ExecutiveSummary>;
  conversationAnalytics(query?: Query): Promise<ConversationAnalytics>;
  revenueTrends(query?: Query): Promise<RevenueTrends>;
  platformPerformance(query?: Query): Promise<PlatformPerformance>;
  cube(query?: CubeQuery): Promise<Cube>;
}

/** One method for each kind of record. */
export interface Listing {
  documents(options?: { now?: Instant }): Promise<Table<DocumentRow>>;
  conversations(options?: { now?: Instant }): Promise<Table<ConversationRow>>;
  leads(options?: { now?: Instant }): Promise<Table<LeadRow>>;
  transactions(options?: { now?: Instant }): Promise<Table<TransactionRow>>;
}
