// What is not needed any more goes; what is needed stays, whatever the garbage collector does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { day, fresh, PERIOD } from './given.mjs';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const MIB = 1 << 20;

async function collect() {
  for (let i = 0; i < 4; i++) {
    gc();
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

// How much the process grows while work() is repeated.  It takes what it needs at first; a leak grows
// in every part.
async function growth(rounds, work) {
  let least = Infinity;
  let before = Infinity;
  for (let part = 0; part < 4; part++) {
    for (let i = 0; i < rounds; i++) await work(i);
    await collect();
    const now = process.memoryUsage.rss();
    if (part > 0) least = Math.min(least, now - before);
    before = now;
  }
  return least;
}

test('the measure sees a leak', async () => {
  const kept = [];
  assert.ok(await growth(200, () => { kept.push(Buffer.alloc(1 << 16, 1)); }) > 6 * MIB);
  assert.equal(kept.length, 800);
});

const store = fresh();
store.recordMany(day(500));
const event = day(1)[0];
const refused = [...day(20), ...Array(80).fill({ type: 'lead', id: 'x', score: 9 })];

const works = {
  'events that are accepted or refused': [10000, () => {
    store.record(event);
    try { store.recordLead({ id: 'x'.repeat(999), conversation: 'c' }); } catch { /* it is refused */ }
    try { store.record({ type: 'lead', score: 7, tags: { a: 1 } }); } catch { /* it is refused */ }
  }],
  'many events, most refused': [200, () => store.recordMany(refused)],
  'reports and questions that fail': [200, async () => {
    (await store.executiveSummary(PERIOD)).json();
    await store.executiveSummary({ from: '2026-03-02', to: '2026-03-01' }).catch(() => {});
    await store.report('none').catch(() => {});
  }],
  'columns and rows': [50, async () => {
    const table = await store.transactions();
    table.toColumns();
    table.column('amountMinor', { exact: true });
    table.toArray();
  }],
  'handles that are closed, and that are not': [40, async (round) => {
    store.snapshot();
    store.snapshot().close();
    store.watch({ since: 1 }).close();
    const watch = store.watch({ since: 1 });
    await watch.next();
    watch.close();
    store.settings();
    if (round % 20 === 0) await collect();
  }],
};

for (const [name, [rounds, work]] of Object.entries(works)) {
  test(`nothing is kept of ${name}`, async () => {
    const grown = await growth(rounds, work);
    assert.ok(grown < 4 * MIB, `${Math.round(grown / 1024)} KiB more`);
  });
}

test('collecting at every turn takes nothing that is in use', async () => {
  const other = fresh();
  other.recordMany(day(800));
  const columns = [];
  for (let round = 0; round < 20; round++) {
    const asked = [other.executiveSummary(PERIOD), other.leads(), other.verify({ level: 'quick', onProgress() {} })];
    gc();
    const [report, leads] = await Promise.all(asked);
    gc();
    columns.push(leads.column('score'), report.table('kpis').column('value'));
    assert.equal(report.kpi('revenue_net').value, 800 * 27500);
  }
  other.close();
  await collect();
  for (let i = 0; i < columns.length; i += 2) {
    assert.ok(columns[i].every((score) => score === 0.91));
    assert.ok(columns[i + 1].length > 10);
  }
});
