// What crossing into JavaScript costs: one table.
//
//     node bindings/node/benchmarks/bench.mjs EVENTS.ndjson [RVA_BENCH_C]
//
// Times are the best of several runs, ratios the median.  EVENTS.ndjson as `nyc_solar_demo --ndjson
// 20000` writes it.  RVA_BENCH_C is a program that records the same file and prints the events a
// second of C alone (python/benchmarks/bench_record.c).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '../lib/index.mjs';

const require = createRequire(import.meta.url);
const addon = require('../lib/addon.js');
const { packOne, packMany } = require('../lib/pack.js');
const { Reader } = require('../lib/reader.js');

const RUNS = 7;
const [file, program] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'rva-bench-'));
const table = [];

function best(work, runs = RUNS) {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
  }
  return least; // microseconds
}

const repeat = (count, work) => () => { for (let i = 0; i < count; i++) work(); };
const median = (values) => values.sort((one, other) => one - other)[values.length >> 1];

function say(what, value, unit, floor, aim) {
  table.push({ what, measured: Number(value.toPrecision(3)), unit, floor, aim });
}

function refused(call, handle, bytes) {
  try {
    call(handle, bytes);
  } catch (error) {
    if (error.code === 'READ_ONLY') return;
    throw error;
  }
  throw new Error('recorded');
}

// One event into C.  A store for reading only refuses events once they have been read; what its error
// costs is small beside many events.
function benchOne(path) {
  const handle = addon.rva_store_open(path, { read_only: 1 });
  const event = { id: 't-1', kind: 'sale', amountMinor: 27500, platform: 'SolarReviews',
    tier: 'premium', source: 'google', borough: 'Brooklyn', zip: '11215', conversation: 'c-1',
    lead: 'l-1', at: new Date() };
  const count = 20000;
  const many = Array(count).fill({ ...event, type: 'transaction' });
  const packed = Buffer.from(packMany(many).bytes);
  const call = best(repeat(1000, () => addon.rva_report_name_at(0)), 100) / 1000;
  const pack = best(repeat(1000, () => packOne(event, 'transaction')), 100) / 1000;
  const read = best(() => refused(addon.rva_record_many, handle, packed)) / count;
  say('an event of 12 fields: packed', pack, 'us', '', '');
  say('  read in C', read, 'us', '', '');
  say('  an empty call', call, 'us', '', '');
  say('  all three', pack + read + call, 'us', 3, 1);
  say('  the same among many', best(() => refused(addon.rva_record_many, handle, packMany(many).bytes)) / count,
    'us', 3, 1);
  addon.rvn_close(handle);
}

// Events a second into a new store.
function recordRate(events) {
  const store = create(join(folder, `r${table.length}-${Math.random()}`), { durability: 'ephemeral' });
  const start = performance.now();
  const done = store.recordMany(events);
  const rate = events.length / (performance.now() - start) * 1000;
  if (done.refused > 0) throw new Error(`${done.refused} were refused`);
  rmSync(store.path, { recursive: true });
  store.close();
  return rate;
}

function benchMany() {
  const events = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const rates = [];
  const ratios = [];
  for (let run = 0; run < RUNS; run++) {
    rates.push(recordRate(events));
    if (program === undefined) continue;
    const own = Number(execFileSync(program, [file, join(folder, `c${run}`)]).toString());
    ratios.push(recordRate(events) / own);
  }
  say('recordMany()', median(rates), '/s', '', '');
  if (ratios.length > 0) say('recordMany(), against C', median(ratios), 'x', 0.2, 0.5);
}

async function benchReport(store, measures) {
  const span = { from: '2026-01-01', now: '2026-04-01T00:00:00Z' };
  const handle = addon.rva_store_open(store.path, {});
  const ask = (name, query) => addon.rvn_report_start(handle, name, query);
  const at = (text) => addon.rva_store_local_instant(handle, text);
  const period = { from_at: at(span.from), now_at: at('2026-04-01') };
  const [single] = await ask('cube', { ...period, by: 5, to_at: at('2026-03-01'), measures: measures.slice(0, 20).join() });
  const [series] = await ask('revenue_trends', { ...period, by: 2, to_at: at('2026-01-31') });
  const rowsOf = (report) => new Reader(addon.rvn_table_packed(report, 0)).table().rows;
  const [figures] = rowsOf(single);
  const rows = rowsOf(series);
  const shape = `${Object.keys(figures).length} figures and ${rows.length} rows of ${Object.keys(rows[0]).length}`;
  say(`${shape} as objects`, best(repeat(50, () => { rowsOf(single); rowsOf(series); }), 100) / 50, 'us', 80, 30);
  const asked = 300;
  const start = performance.now();
  for (let i = 0; i < asked; i++) await store.executiveSummary({ ...span, to: '2026-03-01' });
  say('executiveSummary() of two months, one after the other', (performance.now() - start) / asked * 1000, 'us', '', '');
  addon.rvn_close(handle);
}

async function benchColumns(store) {
  const transactions = await store.transactions();
  const each = 1e6 / transactions.length / 1000;
  const what = `a million rows (of ${transactions.length}), `;
  const names = ['happenedAt', 'amountMinor', 'kind', 'platform', 'tier', 'borough'];
  say(`${what}2 columns of numbers`, best(() => { for (const name of names.slice(0, 2)) transactions.column(name); }) * each,
    'ms', '', '');
  say(`${what}6 columns, 4 of names`, best(() => { for (const name of names) transactions.column(name); }) * each,
    'ms', '', '');
  say(`${what}rows of ${transactions.columns.length}`, best(() => { transactions.toArray(); }, 3) * each, 'ms', '', '');
}

const { measures } = await import('../lib/index.mjs');
const store = create(join(folder, 'store'), { durability: 'ephemeral' });
await store.importFile(file);
benchOne(store.path);
benchMany();
await benchReport(store, measures);
await benchColumns(store);
store.close();
rmSync(folder, { recursive: true });
console.table(table);
