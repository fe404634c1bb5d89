// Stores of older versions, and the change number.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import revanalytics, { open, upgrade, version } from '../lib/index.mjs';
import { at, day, fresh, PERIOD, place } from './given.mjs';

const golden = process.env.REVANALYTICS_GOLDEN
  ?? fileURLToPath(new URL('../../../tests/golden/0.1.0', import.meta.url));
const YEAR = { from: '2026-01-01', to: '2027-01-01', now: '2026-12-01T12:00:00Z' };
const skip = existsSync(golden) ? false : 'no golden stores here';

// A store as version 0.1.0 made it: 42 events, three sales of 497.00 in all.
function old() {
  const path = place('old');
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'data.mdb'), gunzipSync(readFileSync(join(golden, 'data.mdb.gz'))));
  copyFileSync(join(golden, 'guard'), join(path, 'guard'));
  for (const name of ['data.mdb', 'guard']) chmodSync(join(path, name), 0o600);
  return path;
}

async function expectCurrent(store) {
  assert.equal(store.info().events, 42);
  assert.equal((await store.verify()).differences, 0);
  assert.equal((await store.executiveSummary(YEAR)).kpi('revenue_gross').value, 49700);
  store.close();
}

test('a store of an older version says so', { skip }, () => {
  const path = old();
  for (const options of [undefined, { readOnly: true }, { upgrade: false }]) {
    assert.throws(() => open(path, options), (error) => error instanceof revanalytics.FormatError
      && /made by version 0\.1\.0.*revanalytics upgrade/.test(error.message));
  }
});

test('it is upgraded once', { skip }, async () => {
  const path = old();
  const told = [];
  const did = await upgrade(path, { onProgress: (...how) => told.push(how) });
  assert.deepEqual(did, { upgraded: true, events: 42, lost: 0, madeBy: '0.1.0' });
  assert.ok(told.length > 0);
  assert.deepEqual(await upgrade(path), { upgraded: false, events: 42, lost: 0, madeBy: version });
  await expectCurrent(open(path));
});

test('opening can upgrade', { skip }, async () => {
  const path = old();
  await expectCurrent(open(path, { upgrade: true }));
  await expectCurrent(open(path, { upgrade: true }));
  assert.throws(() => open(path, { upgrade: 1 }), TypeError);
});

test('an upgrade that is ended before it began changes nothing', { skip }, async () => {
  const path = old();
  await assert.rejects(upgrade(path, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(upgrade(path, { onProgress: 3 }), TypeError);
  await assert.rejects(upgrade(path, { progress() {} }), TypeError);
  assert.throws(() => open(path), revanalytics.FormatError);
  assert.equal((await upgrade(path)).upgraded, true);
});

test('what cannot be upgraded says so', async () => {
  const store = fresh();
  await assert.rejects(upgrade(store.path), revanalytics.InUseError);
  store.close();
  await assert.rejects(upgrade(place('none')), revanalytics.NotFoundError);
  await assert.rejects(upgrade(7), TypeError);
});

test('the change number rises with what changes an answer', async () => {
  const store = fresh();
  let before = await store.change();
  const rose = async () => {
    const after = await store.change();
    const has = after > before;
    before = after;
    return has;
  };
  store.recordMany(day(1));
  assert.ok(await rose());
  store.recordMany(day(1));
  assert.ok(!(await rose()));
  await store.executiveSummary(PERIOD);
  assert.ok(!(await rose()));
  store.recordConversation({ id: 'c-late', at });
  assert.ok(await rose());
  await store.changeSettings({ targets: { mrr: 7 } });
  assert.ok(await rose());
  await store.rebuild();
  assert.ok(await rose());
  assert.equal(store.info().change, before);
  store.close();
  await assert.rejects(store.change(), revanalytics.MisuseError);
});
