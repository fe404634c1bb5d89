// Made by bindings/generate.py; do not edit.
// The types of event; docs/events.md explains their fields.

/** A moment: a Date, or a text like 2026-03-01T14:03:22.123456Z. */
export type Instant = Date | string;

/** What became of an event. */
export type Outcome = 'accepted' | 'corrected' | 'duplicate' | 'conflict' | 'erased' |
  'refused' | 'nothing_stored';

/** A conversation began, or something was learnt about it. */
export interface Conversation {
  /** When it happened; recordConversation() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Id of a person across conversations. */
  visitor?: string | null;
  /** Where the visitor came from. */
  source?: string | null;
  /** Kind of source. */
  medium?: string | null;
  /** Marketing campaign. */
  campaign?: string | null;
  /** Web, sms, phone ... */
  channel?: string | null;
  /** Who or which version of the bot spoke. */
  agent?: string | null;
  /** Area; derived from zip when absent. */
  borough?: string | null;
  /** Postal code. */
  zip?: string | null;
  /** Free attributes, or the text of a JSON object. */
  tags?: Record<string, unknown> | string | null;
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** Something happened to a stage of a conversation. */
export interface Stage {
  /** When it happened; recordStage() takes it as now. */
  at?: Instant;
  /** Id of the conversation it belongs to. */
  conversation: string;
  /** Name of a stage. */
  stage: string;
  /** Who or which version of the bot spoke. */
  agent?: string | null;
  /** Why it ended so. */
  reason?: string | null;
  action: 'enter' | 'complete' | 'skip' | 'disqualify' | 'leave';
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** Time to answer, milliseconds, >= 0. */
  responseMs?: number | bigint | null;
  /** Number of messages, >= 0. */
  messages?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Quality of a stage visit, 0..1000, kept to 1e-6. */
  quality?: number | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** A conversation became a lead. */
export interface Lead {
  /** When it happened; recordLead() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Id of the conversation it belongs to. */
  conversation: string;
  /** Quality tier of a lead. */
  tier?: string | null;
  /** Version of the scorer. */
  model?: string | null;
  /** Free attributes, or the text of a JSON object. */
  tags?: Record<string, unknown> | string | null;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** Value of a lead, minor units, >= 0. */
  valueMinor?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Predicted probability of acceptance, 0..1, kept to 1e-6. */
  score?: number | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** A lead was offered to a buyer. */
export interface Offer {
  /** When it happened; recordOffer() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Id of a lead. */
  lead: string;
  /** The buyer. */
  platform: string;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** Price asked or seen, minor units, >= 0. */
  priceMinor?: number | bigint | null;
  /** True when left out. */
  delivered?: boolean | null;
  /** False when left out. */
  randomised?: boolean | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** A buyer answered an offer. */
export interface Feedback {
  /** When it happened; recordFeedback() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Id of a lead. */
  lead?: string | null;
  /** Id of an offer. */
  offer?: string | null;
  /** The buyer. */
  platform?: string | null;
  /** Quality tier of a lead. */
  tier?: string | null;
  /** Why it ended so. */
  reason?: string | null;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  verdict: 'accepted' | 'rejected' | 'timeout' | 'returned';
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** Value of a lead, minor units, >= 0. */
  valueMinor?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** The buyer's rating, 0..10, kept to 1e-6. */
  rating?: number | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** Money moved. */
export interface Transaction {
  /** When it happened; recordTransaction() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Id of the conversation it belongs to. */
  conversation?: string | null;
  /** Id of a lead. */
  lead?: string | null;
  /** Id of an offer. */
  offer?: string | null;
  /** Id of the sale that a refund, return, chargeback concerns. */
  of?: string | null;
  /** Where the visitor came from. */
  source?: string | null;
  /** Area; derived from zip when absent. */
  borough?: string | null;
  /** Postal code. */
  zip?: string | null;
  /** The buyer. */
  platform?: string | null;
  /** Quality tier of a lead. */
  tier?: string | null;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  kind: 'sale' | 'refund' | 'return' | 'chargeback' | 'adjustment';
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** Money, minor units of the currency. */
  amountMinor: number | bigint;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** A conversation ended. */
export interface End {
  /** When it happened; recordEnd() takes it as now. */
  at?: Instant;
  /** Id of the conversation it belongs to. */
  conversation: string;
  /** Why it ended so. */
  reason?: string | null;
  outcome: 'completed' | 'abandoned' | 'disqualified' | 'error';
  /** Place within one instant, 0 when absent. */
  order?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** Money was spent. */
export interface Cost {
  /** When it happened; recordCost() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Where the visitor came from. */
  source?: string | null;
  /** Kind of source. */
  medium?: string | null;
  /** Marketing campaign. */
  campaign?: string | null;
  /** Area; derived from zip when absent. */
  borough?: string | null;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  /** Money, minor units of the currency. */
  amountMinor: number | bigint;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** What a market looked like. */
export interface Market {
  /** When it happened; recordMarket() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** Area; derived from zip when absent. */
  borough?: string | null;
  /** Postal code. */
  zip?: string | null;
  /** ISO 4217; absent: the store's. */
  currency?: string | null;
  /** Price asked or seen, minor units, >= 0. */
  priceMinor?: number | bigint | null;
  /** Competitors seen, >= 0. */
  competitors?: number | bigint | null;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Demand index of a market, 0..1e6, kept to 1e-6. */
  demand?: number | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
}

/** A person is to be forgotten. */
export interface Erase {
  /** Id of the conversation it belongs to. */
  conversation?: string | null;
  /** Id of a lead. */
  lead?: string | null;
  /** Id of a person across conversations. */
  visitor?: string | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
  /** Erase, in exports: of what store its hashed id comes. */
  key?: string | null;
}

/** A day or a range is annotated; no figure depends on it. */
export interface Note {
  /** When it happened; recordNote() takes it as now. */
  at?: Instant;
  /** Id of this conversation, lead, offer, feedback ... */
  id: string;
  /** True replaces what was recorded under this id. */
  correct?: boolean | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
  /** What a note says. */
  text: string;
  /** When it happened. */
  until?: Instant | null;
}

/** Something never should have been recorded: it leaves every figure. */
export interface Void {
  /** When it happened; recordVoid() takes it as now. */
  at?: Instant;
  /** Id of the conversation it belongs to. */
  conversation?: string | null;
  /** Id of a lead. */
  lead?: string | null;
  /** Id of an offer. */
  offer?: string | null;
  /** Why it ended so. */
  reason?: string | null;
  /** Names the event itself, whatever its type; void: its target. */
  uid?: string | null;
  /** Void: id of a feedback. */
  feedback?: string | null;
  /** Void: id of a transaction. */
  transaction?: string | null;
  /** Void: id of a cost. */
  cost?: string | null;
  /** Void: id of a market observation. */
  market?: string | null;
  /** Void: id of a note. */
  note?: string | null;
}

/** An event of any type, as record() and recordMany() take it. */
export type AnyEvent =
  | ({ type: 'conversation' } & Conversation & { at: Instant })
  | ({ type: 'stage' } & Stage & { at: Instant })
  | ({ type: 'lead' } & Lead & { at: Instant })
  | ({ type: 'offer' } & Offer & { at: Instant })
  | ({ type: 'feedback' } & Feedback & { at: Instant })
  | ({ type: 'transaction' } & Transaction & { at: Instant })
  | ({ type: 'end' } & End & { at: Instant })
  | ({ type: 'cost' } & Cost & { at: Instant })
  | ({ type: 'market' } & Market & { at: Instant })
  | ({ type: 'erase' } & Erase)
  | ({ type: 'note' } & Note & { at: Instant })
  | ({ type: 'void' } & Void);

export type EventType = AnyEvent['type'];

/** One method for each type of event. */
export interface Recording {
  recordConversation(event: Conversation): Outcome;
  recordStage(event: Stage): Outcome;
  recordLead(event: Lead): Outcome;
  recordOffer(event: Offer): Outcome;
  recordFeedback(event: Feedback): Outcome;
  recordTransaction(event: Transaction): Outcome;
  recordEnd(event: End): Outcome;
  recordCost(event: Cost): Outcome;
  recordMarket(event: Market): Outcome;
  recordErase(event: Erase): Outcome;
  recordNote(event: Note): Outcome;
  recordVoid(event: Void): Outcome;
}

/** An event as the feed gives it. */
export interface RecordedEvent {
  type: EventType;
  at?: Date;
  id?: string;
  conversation?: string;
  lead?: string;
  offer?: string;
  of?: string;
  visitor?: string;
  stage?: string;
  source?: string;
  medium?: string;
  campaign?: string;
  channel?: string;
  agent?: string;
  borough?: string;
  zip?: string;
  platform?: string;
  tier?: string;
  model?: string;
  reason?: string;
  tags?: string;
  currency?: string;
  action?: 'enter' | 'complete' | 'skip' | 'disqualify' | 'leave';
  outcome?: 'completed' | 'abandoned' | 'disqualified' | 'error';
  verdict?: 'accepted' | 'rejected' | 'timeout' | 'returned';
  kind?: 'sale' | 'refund' | 'return' | 'chargeback' | 'adjustment';
  order?: number;
  responseMs?: number;
  messages?: number;
  amountMinor?: number;
  valueMinor?: number;
  priceMinor?: number;
  competitors?: number;
  delivered?: boolean;
  randomised?: boolean;
  correct?: boolean;
  score?: number;
  rating?: number;
  quality?: number;
  demand?: number;
  uid?: string;
  text?: string;
  until?: Date;
  feedback?: string;
  transaction?: string;
  cost?: string;
  market?: string;
  note?: string;
  key?: string;
}
