// What a program in TypeScript does; compiled with --strict, and run.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import revanalytics, {
  create, InvalidError, RevanalyticsError, version,
  type AnyEvent, type Change, type KpiRow, type LeadRow, type Table,
} from 'revanalytics';

const folder = mkdtempSync(join(tmpdir(), 'rva-types-'));
const store = create(join(folder, 'store'), { durability: 'ephemeral', settings: { timeZone: 'UTC' } });
const at = new Date('2026-03-01T15:00:00Z');
const PERIOD = { from: '2026-03-01', to: '2026-03-02', now: '2026-03-02T05:00:00Z' } as const;

store.recordConversation({ id: 'c-1', at, source: 'google' });
const events: AnyEvent[] = [
  { type: 'lead', id: 'l-1', conversation: 'c-1', at, tier: 'premium', score: 0.5 },
  { type: 'transaction', id: 't-1', kind: 'sale', lead: 'l-1', at, amountMinor: 27500n },
];
assert.equal(store.recordMany(events).accepted, 2);
// @ts-expect-error a field that a lead does not have
assert.throws(() => store.recordLead({ id: 'l-2', conversation: 'c-1', at, colour: 'red' }), InvalidError);
// @ts-expect-error a kind that there is not
assert.throws(() => store.recordTransaction({ id: 't-2', at, kind: 'gift', amountMinor: 1 }), RevanalyticsError);
// @ts-expect-error an option that there is not
await assert.rejects(store.executiveSummary({ dayz: 3 }), TypeError);

const summary = await store.executiveSummary(PERIOD);
const net: KpiRow | undefined = summary.kpi('revenue_net');
assert.equal(net?.value, 27500);
const text: string = summary.json();
assert.equal(JSON.parse(text).currency, summary.currency);
const before: Date | null = summary.previousFrom;
assert.equal(before?.getTime(), Date.parse('2026-02-28T00:00:00Z'));
const told: string[] = summary.warnings;
assert.deepEqual(told, []);
await store.executiveSummary({ period: '2026-03', where: { source: ['google', 'bing'], tier: { not: 'basic' } } });
await store.executiveSummary({ ...PERIOD, where: summary.where });
// @ts-expect-error a condition is no text
await assert.rejects(store.executiveSummary({ where: 'source=google' }), TypeError);
const today = await store.realTimeDashboard({ now: PERIOD.now, value: 'flat', compare: 'full' });
const worth: number | null = today.pipeline[3].valueMinor;
assert.equal(worth, today.pipeline[3].flatMinor);
// @ts-expect-error a report of today takes no period
await assert.rejects(store.realTimeDashboard({ days: 3 }), InvalidError);
const cube = await store.cube({ ...PERIOD, measures: ['leads_sold'], dimensions: ['source'] });
assert.equal(cube.cells.length, 1);

const leads: Table<LeadRow> = await store.leads();
for (const lead of leads) assert.equal(lead.revenueNetMinor, 27500);
const table: arrow.Table = leads.toArrow(arrow);
assert.equal(table.numRows, 1);
assert.equal(arrow.tableFromIPC(arrow.tableToIPC(table)).get(0)?.lead, 'l-1');
assert.equal(table.getChild('revenueNetMinor')?.get(0), 27500n);
assert.equal(table.getChild('happenedAt')?.get(0), at.getTime());

const seen: Change[] = [];
for await (const change of store.watch({ since: 1, signal: AbortSignal.timeout(60000) })) {
  seen.push(change);
  if (seen.length === 3) break;
}
assert.equal(seen[2]?.event.amountMinor, 27500);

assert.equal(revanalytics.version, version);
store.close();
rmSync(folder, { recursive: true });
console.log('the types hold');
