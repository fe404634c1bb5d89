// Imports, settings, checks, repairs, erasure, snapshots.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import revanalytics, { compact, create, open, salvage } from '../lib/index.mjs';
import { at, day, fresh, PERIOD, place } from './given.mjs';

function file(events) {
  const path = place('events.ndjson');
  writeFileSync(path, events.map((event) => JSON.stringify(event)).join('\n'));
  return path;
}

test('a file is imported as its events are recorded', async () => {
  const [one, other] = [fresh(), fresh()];
  const events = day(100);
  one.recordMany(events);
  const told = [];
  const done = await other.importFile(file([...events, { type: 'lead' }, { nothing: 1 }]),
    { onProgress: (bytes, total) => told.push([bytes, total]) });
  assert.equal(done.accepted, 400);
  assert.equal(done.refused, 2);
  assert.equal(done.lines, 402);
  assert.equal(done.stopped, false);
  assert.deepEqual(done.rejections.map((line) => [line.line, line.outcome]), [[401, 'refused'], [402, 'refused']]);
  assert.ok(done.rejections[0].error instanceof revanalytics.InvalidError);
  assert.ok(told.length > 0 && told.at(-1)[0] === done.bytes);
  assert.equal((await one.executiveSummary(PERIOD)).json(), (await other.executiveSummary(PERIOD)).json());
  one.close();
  other.close();
});

test('an import is checked alone, stopped, or ended', async () => {
  const store = fresh();
  const path = file(day(20000));
  writeFileSync(`${path}.gz`, gzipSync(day(2).map((event) => JSON.stringify(event)).join('\n')));
  assert.equal((await store.importFile(`${path}.gz`, { dryRun: true })).accepted, 8);
  assert.equal(store.info().events, 0);
  assert.equal((await store.importFile(file(Array(10).fill({ type: 'lead' })), { maxErrors: 3 })).stopped, true);
  await assert.rejects(store.importFile(path, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  const control = new AbortController();
  const ended = store.importFile(path, { batchEvents: 100, signal: control.signal });
  setImmediate(() => control.abort(new Error('ended')));
  await assert.rejects(ended, /ended/);
  assert.ok(store.info().events < 80000);
  const thrown = store.importFile(path, { batchEvents: 100, onProgress() { throw new Error('thrown'); } });
  await assert.rejects(thrown, /thrown/);
  await assert.rejects(store.importFile('none.ndjson'), revanalytics.NotFoundError);
  assert.equal((await store.verify()).differences, 0);
  store.close();
});

test('settings say what names mean', async () => {
  const given = { attributes: ['property', 'device'], strict: ['platform'],
    aliases: { platform: { 'Solar Reviews': 'SolarReviews' } },
    values: { platform: ['EnergySage', 'SolarReviews'] }, earliestAt: '1985-01-01' };
  const store = fresh({ settings: given });
  const settings = store.settings();
  for (const [name, value] of Object.entries(given)) assert.deepEqual(settings[name], value);
  store.recordConversation({ id: 'c', at: '1986-06-01T00:00:00Z', source: ' google ',
    tags: { property: 'condo', device: 2.5 } });
  store.recordTransaction({ id: 't', kind: 'sale', conversation: 'c', amountMinor: 5,
    platform: 'Solar Reviews', at: '1986-06-01T00:01:00Z' });
  assert.throws(() => store.recordTransaction({ id: 'u', kind: 'sale', amountMinor: 5,
    platform: 'SolarReview', at: '1986-06-01T00:01:00Z' }), /did you mean "SolarReviews"/);
  const { cells } = await store.cube({ period: '1986', by: 'none', dimensions: ['property', 'platform'],
    measures: ['sales'], where: { device: '2.5' } });
  assert.deepEqual(cells, [{ property: 'condo', platform: 'SolarReviews', sales: 1 }]);
  await store.changeSettings({ aliases: {}, strict: [], attributes: ['device'] });
  assert.deepEqual(store.settings().aliases, {});
  await assert.rejects(store.changeSettings({ strict: ['platfrm'] }), /no dimension "platfrm"/);
  store.close();
});

test('settings are read, given and changed', async () => {
  const store = fresh({ settings: { currency: 'EUR', time_zone: 'Europe/Berlin', idleTimeoutHours: 10,
    stages: ['hello', { name: 'offer', required: false }], tiers: ['gold'], targets: { sold_rate: 0.4 },
    season_factors: { spring: 1.2, summer: 1.4, fall: 0.9, winter: 0.7 } } });
  const settings = store.settings();
  assert.deepEqual(settings.seasonFactors, { spring: 1.2, summer: 1.4, fall: 0.9, winter: 0.7 });
  await assert.rejects(store.changeSettings({ seasonFactors: { spring: 1 } }), /no factor of summer/);
  assert.equal(settings.currency, 'EUR');
  assert.equal(settings.timeZone, 'Europe/Berlin');
  assert.equal(settings.idleTimeoutHours, 10);
  assert.deepEqual(settings.stages, [{ name: 'hello', required: true }, { name: 'offer', required: false }]);
  assert.deepEqual(settings.tiers, ['gold']);
  assert.equal(settings.targets.sold_rate, 0.4);
  store.recordMany(day(3));
  await store.changeSettings({ timeZone: 'UTC', targets: { sold_rate: null }, zones: { 11215: 'Queens' } });
  assert.equal(store.settings().timeZone, 'UTC');
  assert.equal(store.settings().targets.sold_rate, undefined);
  assert.deepEqual(store.settings().zones, { 11215: 'Queens' });
  await assert.rejects(store.changeSettings({ timeZone: 'Nowhere' }), revanalytics.InvalidError);
  const copy = create(place(), { settings: store.settings() });
  assert.deepEqual(copy.settings().stages, store.settings().stages);
  assert.equal(copy.settings().timeZone, 'UTC');
  copy.close();
  const path = place('settings.json');
  writeFileSync(path, '{"currency": "CHF"}');
  const third = create(place(), { settings: path });
  assert.equal(third.settings().currency, 'CHF');
  assert.throws(() => create(third.path), revanalytics.ExistsError);
  third.close();
  store.close();
});

test('a person is erased, and compacting completes it', async () => {
  const store = fresh();
  store.recordMany(day(5));
  assert.deepEqual(store.erase({ conversation: 'c-1' }),
    { outcome: 'accepted', conversations: 1, leads: 1, events: 4 });
  assert.equal(store.erase({ conversation: 'c-1' }).outcome, 'duplicate');
  assert.equal(store.erase({ visitor: 'nobody' }).outcome, 'nothing_stored');
  assert.throws(() => store.erase({ person: 'x' }), TypeError);
  assert.throws(() => store.erase({ lead: 'a', visitor: 'b' }), TypeError);
  await store.compact();
  const erased = (await store.conversations()).toArray().filter((row) => row.conversation === null);
  assert.equal(erased.length, 1);
  const other = open(store.path);
  await assert.rejects(compact(store.path), revanalytics.InUseError);
  other.close();
  store.close();
  await compact(store.path);
});

test('a copy, a rebuild, a salvage have the same figures', async () => {
  const store = fresh();
  store.recordMany(day(50));
  const told = [];
  assert.equal(await store.rebuild({ onProgress: (...how) => told.push(how) }), 0);
  assert.ok(told.length > 0);
  for (const level of ['quick', 'records', 'full']) {
    assert.equal((await store.verify({ level })).differences, 0, level);
  }
  assert.equal((await store.verify()).events, 200);
  const expected = (await store.executiveSummary(PERIOD)).json();
  const [copied, saved] = [place(), place()];
  await store.backup(copied);
  store.close();
  assert.deepEqual(await salvage(store.path, saved), { events: 200, missing: 0, damagedPages: 0, settingsFound: true });
  for (const path of [copied, saved]) {
    assert.ok(existsSync(path));
    const other = open(path, { readOnly: true });
    assert.equal((await other.executiveSummary(PERIOD)).json(), expected);
    assert.throws(() => other.recordConversation({ id: 'c' }), revanalytics.ReadOnlyError);
    other.close();
  }
});

test('reports of a snapshot see one moment', async () => {
  const store = fresh();
  store.recordMany(day(2));
  const snapshot = store.snapshot();
  store.recordTransaction({ id: 't-late', kind: 'sale', at, amountMinor: 1 });
  const all = await Promise.all(Array.from({ length: 5 }, () => store.executiveSummary({ ...PERIOD, snapshot })));
  for (const one of all) assert.equal(one.kpi('revenue_net').value, 55000);
  snapshot.close();
  assert.equal((await store.executiveSummary(PERIOD)).kpi('revenue_net').value, 55001);
  await assert.rejects(store.executiveSummary({ snapshot }), revanalytics.MisuseError);
  store.close();
});

test('closing a store closes all that came from it', async () => {
  const store = fresh();
  store.recordMany(day(5000));
  const kept = [store.snapshot(), store.settings(), store.watch({ since: 1 }), store.pages('leads')];
  await kept[2].next();
  await kept[3].next();
  const report = await store.executiveSummary(PERIOD);
  store.close();
  await compact(store.path); // refused while it is open anywhere
  assert.equal(report.table('kpis').length, report.kpis.length);
  await assert.rejects(kept[3].next(), revanalytics.MisuseError);
  assert.equal(kept.length, 4);
});
