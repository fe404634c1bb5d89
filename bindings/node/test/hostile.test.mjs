// Every function of the package and of the binary with every hostile value: refused, never fatal.
//
// The lists are those of the exports, so that a new function is tried as soon as it is there.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import revanalytics, * as named from '../lib/index.mjs';
import { day, fresh, HOSTILE, PERIOD } from './given.mjs';

const addon = createRequire(import.meta.url)('../lib/addon.js');

// What a call gives is not awaited to its end: a watch may wait for ever.
function call(work, pending) {
  try {
    const made = work();
    if (made instanceof Promise) pending.push(made.catch(() => {}));
    return 1;
  } catch {
    return 1; // any error is fine, a crash is not
  }
}

const settle = (pending) => Promise.race([Promise.all(pending),
  new Promise((resolve) => { setTimeout(resolve, 300); })]);

// Something valid of each class, with the store that it needs.
const makers = {
  Store: () => fresh(),
  Report: (store) => store.executiveSummary(PERIOD),
  Table: (store) => store.leads(),
  Snapshot: (store) => store.snapshot(),
  Watch: (store) => store.watch({ cursor: 'hostile' }),
};

const methodsOf = (made) => Reflect.ownKeys(made.prototype).filter((name) => name !== 'constructor' &&
  typeof Object.getOwnPropertyDescriptor(made.prototype, name).value === 'function');

test('import has what require() has', () => {
  const { default: whole, ...names } = named;
  assert.deepEqual(Object.keys(names).sort(), Object.keys(revanalytics).sort());
  assert.equal(whole, revanalytics);
});

test('functions and classes of the package', async () => {
  let calls = 0;
  const pending = [];
  for (const [name, exported] of Object.entries(revanalytics)) {
    if (typeof exported !== 'function') continue;
    for (const value of HOSTILE) {
      calls += call(() => exported(value), pending);
      calls += call(() => exported(value, value), pending);
      calls += call(() => new exported(value, value, value), pending);
      calls += call(() => exported('none', 'nowhere', { [name]: value, settings: value }), pending);
    }
  }
  await settle(pending);
  assert.ok(calls > 1000);
});

for (const [name, exported] of Object.entries(revanalytics)) {
  if (!/^class\b/.test(String(exported)) || exported.prototype instanceof Error) continue;
  test(`methods of ${name}`, async () => {
    assert.ok(makers[name], `a maker is needed for ${name}`);
    const store = fresh();
    store.recordMany(day(3));
    const made = await makers[name](store);
    const pending = [];
    const methods = methodsOf(exported);
    methods.sort((one) => (one === 'close' || typeof one === 'symbol' || one === 'return' ? 1 : -1));
    for (const method of methods) {
      for (const value of HOSTILE) {
        call(() => made[method](value), pending);
        call(() => made[method](value, value, value), pending);
        call(() => made[method]({ id: value, at: value, type: value, conversation: value, from: value }), pending);
        call(() => made[method]('leads', { now: value, exact: value, level: value, signal: value }), pending);
        call(() => made[method].call(value, value), pending);
      }
      await settle(pending.splice(0));
    }
    made.close?.();
    if (!store.closed) assert.equal((await store.verify()).differences, 0);
    store.close();
  });
}

test('options of a report, each with each value', async () => {
  const store = fresh();
  store.recordMany(day(3));
  const pending = [];
  const names = ['days', 'from', 'to', 'now', 'mode', 'compare', 'by', 'where', 'measures', 'dimensions', 'snapshot'];
  for (const name of names) {
    for (const value of HOSTILE) {
      call(() => store.cube({ ...PERIOD, [name]: value }), pending);
      call(() => store.cube({ ...PERIOD, where: { [name]: value, source: value } }), pending);
    }
  }
  await Promise.all(pending);
  assert.equal((await store.verify()).differences, 0);
  store.close();
});

test('functions of the binary, with handles of every kind in every place', async () => {
  const pending = [];
  let calls = 0;
  for (const [name, native] of Object.entries(addon)) {
    if (typeof native !== 'function' || name === 'rvn_set_error') continue;
    const store = addon.rva_store_open(fresh().path, null);
    const [report] = await addon.rvn_report_start(store, 'executive_summary', null);
    const handles = [store, report, addon.rva_settings_new(), addon.rva_snapshot_open(store),
      addon.rva_feed_open(store, null, 1), addon.rva_records_open(store, 0, 0), addon.rvn_meter_new()];
    for (const first of [...handles, ...HOSTILE]) {
      for (const value of [...HOSTILE, ...handles]) {
        calls += call(() => native(first, value, value, value, value, value, value, value), pending);
      }
    }
    await settle(pending.splice(0));
    for (const handle of handles) addon.rvn_close(handle);
    for (const handle of handles) call(() => native(handle, 0, 0), pending);
    await settle(pending.splice(0));
  }
  assert.ok(calls > 10000);
  assert.throws(() => addon.rvn_set_error(7), TypeError);
});
