// Recording, reports and what is refused, through the package as it is installed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import revanalytics, { open } from '../lib/index.mjs';

const folder = mkdtempSync(join(tmpdir(), 'rva-node-'));
process.chdir(folder); // a hostile path is one in here
after(() => rmSync(folder, { recursive: true }));

const at = new Date('2026-03-01T15:00:00Z');
const PERIOD = { from: '2026-03-01', to: '2026-03-02', now: '2026-03-02T05:00:00Z' };
let stores = 0;

function fresh() {
  const path = join(folder, `store-${stores++}`);
  return open(path, { create: true, durability: 'ephemeral' });
}

function day(count) {
  const events = [];
  for (let i = 0; i < count; i++) {
    events.push({ type: 'conversation', id: `c-${i}`, at, source: 'google', zip: '11215' },
      { type: 'stage', conversation: `c-${i}`, stage: 'welcome', action: 'enter', at },
      { type: 'lead', id: `l-${i}`, conversation: `c-${i}`, at, tier: 'premium', score: 0.91 },
      { type: 'transaction', id: `t-${i}`, kind: 'sale', lead: `l-${i}`, at, amount_minor: 27500 });
  }
  return events;
}

test('what is recorded is reported, byte for byte as the command does', async () => {
  const store = fresh();
  assert.equal(store.recordConversation({ id: 'c-0', at, source: 'google', zip: '11215' }), 'accepted');
  assert.equal(store.recordConversation({ id: 'c-0', at, source: 'google', zip: '11215' }), 'duplicate');
  const total = store.recordMany(day(200));
  assert.equal(total.accepted, 799);
  assert.equal(total.duplicate, 1);
  const report = await store.executiveSummary(PERIOD);
  const net = report.kpis.find((row) => row.kpi === 'revenue_net');
  assert.equal(net.value, 200 * 27500);
  assert.equal((await store.verify()).differences, 0);
  const path = store.path;
  const json = report.write('json').toString();
  store.close();
  if (process.env.REVANALYTICS_COMMAND) {
    const told = execFileSync(process.env.REVANALYTICS_COMMAND, ['report', path, 'executive_summary',
      '--from', PERIOD.from, '--to', PERIOD.to, '--now', PERIOD.now, '--format', 'json']);
    assert.equal(json.trim(), told.toString().trim());
  }
});

test('every report answers', async () => {
  const store = fresh();
  store.recordMany(day(5));
  for (const name of ['executiveSummary', 'conversationAnalytics', 'revenueTrends', 'platformPerformance']) {
    assert.equal(typeof (await store[name](PERIOD)), 'object', name);
  }
  const cube = await store.cube({ ...PERIOD, measures: ['conversations'], dimensions: ['source'] });
  assert.equal(cube.cells.length, 1);
  store.close();
});

test('a refused event says which field, and is not kept', () => {
  const store = fresh();
  assert.throws(() => store.recordLead({ id: 'l', conversation: 'c', at, score: 7 }),
    (error) => error instanceof revanalytics.InvalidError && error.field === 'score');
  assert.throws(() => store.recordLead({ id: 'l', conversation: 'c', at, colour: 'red' }),
    (error) => error.field === 'colour');
  const total = store.recordMany([...day(2), { type: 'lead', id: 7 }, { type: 'lead' }]);
  assert.equal(total.accepted, 8);
  assert.deepEqual(total.rejections.map((one) => one.index), [8, 9]);
  assert.equal(store.info().events, 8);
  store.close();
});

test('hostile values are refused, never fatal', async () => {
  const store = fresh();
  const hostile = [undefined, null, true, 0, -1, NaN, Infinity, 2 ** 60, 10n ** 30n, '', '\0',
    '\uD800', 'x'.repeat(1 << 20), [], {}, () => 1, Symbol('s'), new Date(NaN), new Map(),
    new Proxy({}, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } }),
    { toString() { throw new Error('text'); } }];
  const methods = ['record', 'recordMany', 'check', 'recordLead', 'recordStage', 'recordErase'];
  for (const value of hostile) {
    for (const name of methods) {
      try { store[name](value); } catch { /* any error is fine, a crash is not */ }
      try { store[name]({ id: value, at: value, type: value, conversation: value }); } catch { /* same */ }
    }
    for (const key of ['from', 'now', 'days', 'mode', 'where', 'by', 'measures']) {
      await store.executiveSummary({ [key]: value }).catch(() => {});
    }
    await store.backup(value).catch(() => {});
    try { open(value); } catch { /* same */ }
  }
  const nested = { get id() { store.record(day(1)[0]); return 'c'; }, type: 'conversation', at };
  assert.throws(() => store.record(nested), TypeError);
  assert.equal((await store.verify()).differences, 0);
  store.close();
  assert.throws(() => store.recordMany(day(1)), revanalytics.MisuseError);
  await assert.rejects(store.executiveSummary(), revanalytics.MisuseError);
  store.close();
});

test('closing while reports are made is safe', async () => {
  const store = fresh();
  store.recordMany(day(500));
  const asked = Array.from({ length: 20 }, () => store.executiveSummary(PERIOD));
  store.close();
  for (const one of await Promise.allSettled(asked)) {
    assert.ok(one.status === 'fulfilled' || one.reason instanceof revanalytics.RevanalyticsError);
  }
});

test('workers share a store, and may be ended at any moment', async () => {
  const store = fresh();
  store.recordMany(day(50));
  const code = `
    const { workerData, parentPort } = require('node:worker_threads');
    const { open } = require(workerData.main);
    const store = open(workerData.path);
    parentPort.postMessage('ready');
    (async () => { for (let i = 0; ; i++) {
      store.recordConversation({ id: workerData.name + '-' + i, at: new Date(${at.getTime()}) });
      await store.executiveSummary({ days: 1 });
    } })();`;
  for (let round = 0; round < 5; round++) {
    const workers = Array.from({ length: 8 }, (_, i) => new Worker(code, {
      eval: true, workerData: { path: store.path, name: `w-${round}-${i}`,
        main: new URL('../lib/index.cjs', import.meta.url).pathname } }));
    await Promise.all(workers.map((worker) => new Promise((ready, failed) => {
      worker.once('message', ready);
      worker.once('error', failed);
    })));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  assert.equal((await store.verify()).differences, 0);
  store.close();
});
