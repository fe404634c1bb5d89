// Records and columns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import revanalytics, { Table } from '../lib/index.mjs';
import { at, day, fresh, PERIOD } from './given.mjs';

test('records are tables: rows, columns and pages agree', async () => {
  const store = fresh();
  const count = 10000;
  store.recordMany(day(count));
  const leads = await store.leads({ now: PERIOD.now });
  assert.ok(leads instanceof Table);
  assert.equal(leads.length, count);
  const rows = leads.toArray();
  assert.equal(rows.length, count);
  assert.deepEqual(rows[7], { lead: 'l-7', conversation: 'c-7', happenedAt: at, state: 'sold', tier: 'premium',
    predictedTier: 'premium', score: 0.91, valueMinor: null, sales: 1, revenueNetMinor: 27500 });
  for (const { name, type } of leads.columns) {
    const values = leads.column(name);
    assert.equal(values.length, count);
    for (const row of [0, 1, 4095, 4096, 8192, count - 1]) {
      const value = rows[row][name];
      const expected = type === 'instant' ? value.getTime() : type === 'text' ? value : value ?? NaN;
      assert.equal(values[row], expected, `${name} of row ${row}`);
    }
  }
  assert.equal(leads.column('revenueNetMinor', { exact: true }).reduce((sum, one) => sum + one), 27500n * BigInt(count));
  assert.equal(leads.column('happenedAt', { exact: true })[0], BigInt(at) * 1000n);
  assert.equal(leads.column('value_minor', { exact: true })[0], -(2n ** 63n));
  let sum = 0;
  let pages = 0;
  for await (const page of store.pages('transactions')) {
    sum += page.column('amountMinor').reduce((total, one) => total + one, 0);
    pages++;
  }
  assert.equal(sum, 27500 * count);
  assert.ok(pages > 1);
  assert.throws(() => leads.column('colour'), revanalytics.NotFoundError);
  assert.equal((await fresh().leads()).length, 0);
  store.close();
});

test('a column belongs to the program: it outlives the store and may be written to', async () => {
  const store = fresh();
  store.recordMany(day(2000));
  const table = await store.transactions();
  store.close();
  const first = table.column('amountMinor');
  first.fill(0);
  assert.equal(table.column('amountMinor')[0], 27500);
  assert.equal(table.toArray()[0].amountMinor, 27500);
});

test('tables of reports have columns, too, and every form', async () => {
  const store = fresh();
  store.recordMany(day(5));
  const report = await store.executiveSummary(PERIOD);
  const kpis = report.table('kpis');
  assert.equal(kpis.length, report.kpis.length);
  assert.deepEqual(kpis.column('kpi'), report.kpis.map((row) => row.kpi));
  assert.deepEqual(kpis.toArray(), report.kpis);
  assert.deepEqual([...kpis.column('partial')], report.kpis.map((row) => Number(row.partial)));
  assert.throws(() => report.table('none'), revanalytics.NotFoundError);
  assert.equal(JSON.stringify(report), JSON.stringify(JSON.parse(report.json())));
  assert.equal(report.csv().split('\r\n')[0].slice(0, 9), 'table,kpi');
  assert.equal(JSON.parse(report.ndjson().split('\n')[0]).kpi, 'revenue_gross');
  assert.equal(report.msgpack()[0] >> 4, 8);
  assert.throws(() => report.write('xml'), TypeError);
  store.close();
});
