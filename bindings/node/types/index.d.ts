// The package revanalytics; docs/node.md explains it.  The types of events, reports and errors
// are made from the headers of the library.

import type { EventEmitter } from 'node:events';
import type { AnyEvent, EventType, Instant, Outcome, RecordedEvent, Recording } from './events.js';
import type { KpiName, KpiRow, AnyQuery, Listing, Reporting, Row } from './reports.js';
import type { RevanalyticsError } from './errors.js';

export * from './events.js';
export * from './reports.js';
export * from './errors.js';

export type Durability = 'durable' | 'async' | 'ephemeral';
export type Path = string | URL;

/** How a store is opened. */
export interface OpenOptions {
  /** When record() returns: on disk, queued, or in the page cache. */
  durability?: Durability;
  readOnly?: boolean;
  /** The interval of `async`, 100. */
  asyncMs?: number;
  /** How long a call waits for another writer, 5000. */
  busyTimeoutMs?: number;
  /** The largest size of the store, 16777216 (16 TiB). */
  mapMibMax?: number;
  /** Make a store of an older version one of this version first, as upgrade() does. */
  upgrade?: boolean;
}

export interface CreateOptions extends OpenOptions {
  /** Settings, or the path of a JSON file of them. */
  settings?: SettingsChanges | string;
}

/** The settings of a store; docs/events.md explains them. */
export interface Settings {
  currency: string;
  timeZone: string;
  weekStart: string;
  idleTimeoutHours: number;
  liveWindowMinutes: number;
  returnWindowDays: number;
  maxValues: number;
  /** No event happened before: a day of UTC, or an instant. */
  earliestAt: string;
  stages: { name: string; required: boolean }[];
  tiers: string[];
  targets: Record<string, number>;
  /** Factors of all four seasons, for as long as the store cannot measure them; or none. */
  seasonFactors: Partial<Record<'spring' | 'summer' | 'fall' | 'winter', number>>;
  zones: Record<string, string>;
  /** Tags that are dimensions. */
  attributes: string[];
  /** Dimensions of which only known names are accepted. */
  strict: string[];
  /** By dimension, the names that are meant by other spellings. */
  aliases: Record<string, Record<string, string>>;
  /** By dimension, names that are known. */
  values: Record<string, string[]>;
}

/** Settings to change: what is left out stays. */
export type SettingsChanges = Partial<Omit<Settings, 'stages' | 'targets'>> & {
  stages?: (string | { name: string; required?: boolean })[];
  /** A target of null is removed. */
  targets?: Record<string, number | null>;
};

/** How a long call is watched and ended. */
export interface Told {
  /** Called now and then; what it throws ends the call. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** An event that was not accepted. */
export interface Rejection {
  /** Its place among the events given. */
  index: number;
  outcome: Outcome;
  error: RevanalyticsError;
}

/** How many events had each outcome. */
export interface Outcomes {
  accepted: number;
  corrected: number;
  duplicate: number;
  conflict: number;
  /** Of persons who were erased: refused, as it should be. */
  erased: number;
  refused: number;
}

/** What an erasure touched. */
export interface Erasure {
  /** `nothing_stored`: nothing of that id was found. */
  outcome: Outcome;
  /** That were erased now. */
  conversations: number;
  /** Of these. */
  leads: number;
  /** That were written anew, also those of others that named the person. */
  events: number;
}

export interface Recorded extends Outcomes {
  rejections: Rejection[];
}

export interface ManyOptions {
  /** Events recorded in one call, 65536. */
  batch?: number;
  /** Called after each batch with the events so far, and 0; may throw to stop. */
  onProgress?: (done: number, total: number) => void;
}

export interface ImportOptions extends Told {
  /** Check only, keep nothing. */
  dryRun?: boolean;
  /** Stop past so many lines not accepted. */
  maxErrors?: number;
  /** Events recorded in one transaction. */
  batchEvents?: number;
}

export interface Imported extends Outcomes {
  lines: number;
  blank: number;
  bytes: number;
  textBytes: number;
  /** Whether maxErrors ended it. */
  stopped: boolean;
  /** The first 1,000 lines that were not accepted. */
  rejections: { line: number; outcome: Outcome; error: RevanalyticsError }[];
}

/** A store in figures. */
export interface Info {
  events: number;
  documents: number;
  cells: number;
  factRows: number;
  ids: number;
  dictionary: number;
  overflowed: number;
  firstAt: Date | null;
  lastAt: Date | null;
  dataBytes: number;
  freeBytes: number;
  mapBytes: number;
  readers: number;
  formatMajor: number;
  formatMinor: number;
  ephemeral: number;
  /** The change number, see Store.change(). */
  change: number;
}

/** What a verification found; all is well when there are no differences. */
export interface Verified {
  events: number;
  documents: number;
  factRows: number;
  cells: number;
  ids: number;
  differences: number;
  /** The first difference in words, or an empty text. */
  first: string;
}

/** What an upgrade did. */
export interface Upgraded {
  /** False when the store was up to date. */
  upgraded: boolean;
  events: number;
  /** Blocks of the log that could not be read. */
  lost: number;
  /** The version that made it. */
  madeBy: string;
}

export interface Salvaged {
  events: number;
  missing: number;
  damagedPages: number;
  settingsFound: boolean;
}

export type ColumnType = 'text' | 'integer' | 'real' | 'instant' | 'flag' | 'money';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export type Values = (string | null)[] | Float64Array | BigInt64Array | Uint8Array;

/** Rows of one form, all of one moment. */
export class Table<AnyRow = Row> implements Iterable<AnyRow> {
  private constructor();
  readonly name: string;
  readonly length: number;
  readonly columns: readonly Column[];
  /**
   * The values of a column: texts as an array, flags as a Uint8Array, all else as a Float64Array
   * with NaN for no value, instants in milliseconds.  `exact` gives integers, money and instants
   * (microseconds) as a BigInt64Array, with -(2n ** 63n) for no value.
   */
  column(name: string, options?: { exact?: boolean }): Values;
  toColumns(options?: { exact?: boolean }): Record<string, Values>;
  toArray(): AnyRow[];
  toJSON(): AnyRow[];
  /** A table of the package apache-arrow, which is given as it is imported. */
  toArrow<ArrowTable>(arrow: { Table: new (...parts: any[]) => ArrowTable; makeData: Function }): ArrowTable;
  [Symbol.iterator](): Iterator<AnyRow>;
}

/** Values of a dimension: each as it is; or a text with "," between, where a backslash makes the next character plain. */
export type FilterValues = string | readonly string[];

/** A condition of a report: one of the values, or none of them. */
export type Condition =
  | { dimension: string; values: FilterValues }
  | { dimension: string; exclude: FilterValues };

/** Conditions that must all hold: `{ platform: ['A', 'B'], tier: { not: 'basic' } }`, or a list. */
export type Where = Record<string, FilterValues | { not: FilterValues }> | readonly Condition[];

/** A report: its tables are members, arrays of rows.  It holds nothing of the store. */
export class Report {
  protected constructor();
  readonly report: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly from: Date | null;
  readonly to: Date | null;
  /** The period it is compared with, null without one. */
  readonly previousFrom: Date | null;
  readonly previousTo: Date | null;
  readonly now: Date | null;
  /** False when the period reaches past `now`. */
  readonly complete: boolean;
  /** Where returns count, as asked. */
  readonly mode: 'default' | 'booked' | 'restated';
  /** The conditions; another report can be asked with them. */
  readonly where: Condition[];
  /** What was asked and is likely to be a mistake, a line each. */
  readonly warnings: string[];
  /** The row of a KPI by its name in docs/kpis.md. */
  kpi(name: KpiName): KpiRow | undefined;
  /** A table of columns. */
  table(name: string): Table;
  /** The bytes that every language and the command write. */
  write(format?: 'json' | 'csv' | 'ndjson' | 'msgpack'): Buffer;
  json(): string;
  csv(): string;
  ndjson(): string;
  msgpack(): Buffer;
  toJSON(): unknown;
}

/** One moment of a store: reports that are given the same one agree. */
export class Snapshot implements Disposable {
  private constructor();
  close(): void;
  [Symbol.dispose](): void;
}

/** An accepted event. */
export interface Change {
  /** Its place in the log, 1 for the first. */
  seq: number;
  recordedAt: Date;
  event: RecordedEvent;
}

export interface WatchOptions {
  /** The name of a place that save() keeps in the store, to go on there next time. */
  cursor?: string;
  /** The first seq, 1 for all there are; without it, only those to come. */
  since?: number;
  signal?: AbortSignal;
}

/** Accepted events as they come, for `for await`. */
export class Watch implements AsyncIterableIterator<Change> {
  private constructor();
  next(): Promise<IteratorResult<Change, undefined>>;
  return(value?: any): Promise<IteratorResult<Change, any>>;
  [Symbol.asyncIterator](): this;
  /** All events given so far count as seen; needs a watch with a cursor. */
  save(): Promise<void>;
  close(): void;
}

/** An open store, made by open() or create(). */
export class Store extends EventEmitter implements Disposable {
  private constructor();
  readonly path: string;
  readonly closed: boolean;
  /** Writes what is queued and closes, with all that came from it; again is fine. */
  close(): void;
  [Symbol.dispose](): void;

  /** Records one event; throws when it is refused. */
  record(event: AnyEvent): Outcome;
  recordAs(type: EventType, event: object): Outcome;
  /** Records many; one that is refused does not hinder the others. */
  recordMany(events: Iterable<AnyEvent>, options?: ManyOptions): Recorded;
  /** What recording these would say, without keeping any. */
  check(events: Iterable<AnyEvent>, options?: ManyOptions): Recorded;
  /** Erases a person: name one of the three. */
  erase(person: { conversation?: string; lead?: string; visitor?: string }): Erasure;
  /** Records the events of a file of JSON lines, plain, gzip or Zstandard. */
  importFile(path: Path, options?: ImportOptions): Promise<Imported>;

  /** A report by its name; what it can be asked is in docs/reports.md. */
  report(name: string, query?: AnyQuery): Promise<Report & Record<string, Row[]>>;
  /** Holds this moment for several reports; close it soon. */
  snapshot(): Snapshot;
  /** Records in pages, for stores larger than memory. */
  pages(kind: 'documents' | 'conversations' | 'leads' | 'transactions', options?: { now?: Instant }):
    AsyncGenerator<Table, void, void>;

  /** Accepted events as they come; keeps the process alive while it is waited for. */
  watch(options?: WatchOptions): Watch;

  info(): Info;
  /**
   * The change number: what was computed before is right while it is the same.  It rises with
   * whatever changes an answer: events, settings, a rebuild; not with duplicates, and not with
   * the present, which decides what is open.
   */
  change(): Promise<number>;
  settings(): Settings;
  /** Changes settings and recomputes what depends on them. */
  changeSettings(changes: SettingsChanges, told?: Told): Promise<void>;
  backup(destination: Path): Promise<void>;
  /** Resolves when all that was recorded is on disk. */
  flush(): Promise<void>;
  verify(options?: { level?: 'quick' | 'records' | 'full' } & Told): Promise<Verified>;
  /** Resolves to the blocks of the log that were lost. */
  rebuild(told?: Told): Promise<number>;
  /** Closes the store, rewrites it without free pages, opens it again. */
  compact(): Promise<void>;

  on(name: 'change', listener: (change: Change) => void): this;
  on(name: 'error', listener: (error: Error) => void): this;
  once(name: 'change', listener: (change: Change) => void): this;
  off(name: 'change' | 'error', listener: (...given: any[]) => void): this;
}
export interface Store extends Recording, Reporting, Listing {}

/** Opens a store; with `create` one that is not there yet is created. */
export function open(path: Path, options?: OpenOptions & { create?: boolean; settings?: SettingsChanges | string }): Store;
/** Creates a store and opens it. */
export function create(path: Path, options?: CreateOptions): Store;
/** Rewrites a store without free pages; it must not be open anywhere. */
export function compact(path: Path): Promise<void>;
/**
 * Makes a store of an older version one of this version, all of it or nothing: its events stay,
 * what is computed from them is made anew.  It must not be open anywhere.
 */
export function upgrade(path: Path, told?: Told): Promise<Upgraded>;
/** Makes a new store from what a damaged one still proves, which is left as it is. */
export function salvage(path: Path, destination: Path, options?: { settings?: SettingsChanges | string } & Told): Promise<Salvaged>;

export const version: string;
export const reports: readonly string[];
export const dimensions: readonly string[];
export const measures: readonly string[];
