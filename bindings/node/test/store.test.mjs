// Recording, reports and what is refused, through the package as it is installed.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import revanalytics, { open } from '../lib/index.mjs';
import { at, day, fresh, PERIOD } from './given.mjs';

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
  for (const name of ['executiveSummary', 'conversationAnalytics', 'performanceTargets', 'revenueTrends',
    'platformPerformance']) {
    assert.equal(typeof (await store[name](PERIOD)), 'object', name);
  }
  const cube = await store.cube({ ...PERIOD, measures: ['conversations'], dimensions: ['source'] });
  assert.equal(cube.cells.length, 1);
  const today = await store.realTimeDashboard({ now: PERIOD.now, value: 'flat' });
  assert.deepEqual(today.pipeline.map((row) => row.state), ['active', 'waiting', 'pending', 'total']);
  assert.equal(today.pipeline[3].valueMinor, today.pipeline[3].flatMinor);
  assert.ok(today.hours[0].hourAt instanceof Date);
  await assert.rejects(store.realTimeDashboard({ now: PERIOD.now, value: 'guess' }), TypeError);
  await assert.rejects(store.realTimeDashboard(PERIOD), revanalytics.InvalidError);
  store.close();
});

test('targets say where figures stand, and months what is still to come', async () => {
  const store = fresh({ settings: { targetsFrom: '2026-02-15', targets: { lost: 3 } } });
  store.recordMany(day(4));
  assert.equal(store.settings().targetsFrom, '2026-02-15');
  const { targets } = await store.performanceTargets(PERIOD);
  const of = (name) => targets.find((row) => row.target === name);
  assert.deepEqual([of('mrr').value, of('mrr').met, of('mrr').partial], [110000, false, true]);
  assert.deepEqual([of('lost').status, of('lost').met], ['below', true]);
  assert.deepEqual([of('mrr_month_3').kpi, of('mrr_month_3').monthsLeft], ['mrr', 74 / 30]);
  const months = (await store.revenueTrends(PERIOD)).targets;
  assert.equal(months.length, 3);
  assert.equal(months[0].fromAt.toISOString(), '2026-02-15T05:00:00.000Z');
  assert.deepEqual([months[0].revenueNetMinor, months[1].goalMinor], [110000, null]);
  await assert.rejects(store.changeSettings({ targets: { sales_month_2: 1 } }), /sales_month_2/);
  store.close();
});

test('the header is exposed', async () => {
  const store = fresh();
  store.recordMany(day(1));
  const report = await store.executiveSummary({ period: '2026-03', now: PERIOD.now });
  assert.equal(report.from.toISOString(), '2026-03-01T05:00:00.000Z');
  assert.equal(report.to.toISOString(), '2026-04-01T04:00:00.000Z');
  assert.equal(report.previousFrom.toISOString(), '2026-02-01T05:00:00.000Z');
  assert.equal(report.previousTo.toISOString(), '2026-02-02T05:00:00.000Z');
  assert.equal(report.mode, 'default');
  assert.deepEqual([report.where, report.warnings], [[], []]);
  const alone = await store.executiveSummary({ ...PERIOD, compare: 'none', mode: 'booked' });
  assert.deepEqual([alone.previousFrom, alone.previousTo, alone.mode], [null, null, 'booked']);
  store.close();
});

test('conditions are lists and exclusions, and a value that nobody has is told', async () => {
  const store = fresh();
  ['A,B', 'C\\D', undefined, 'SolarReviews'].forEach((platform, i) => {
    store.recordTransaction({ id: `t-${i}`, kind: 'sale', amountMinor: 10 ** i, platform, at });
  });
  const ask = (where) => store.executiveSummary({ ...PERIOD, where });
  const gross = async (where) => (await ask(where)).kpi('revenue_gross').value;
  assert.equal(await gross({ platform: 'SolarReviews' }), 1000);
  assert.equal(await gross({ platform: ['A,B', 'C\\D'] }), 11);
  assert.equal(await gross({ platform: 'A\\,B,C\\\\D' }), 11);
  assert.equal(await gross({ platform: { not: ['A,B', 'SolarReviews'] } }), 110);
  const both = await ask([{ dimension: 'platform', values: ['A,B', 'SolarReviews'] },
    { dimension: 'platform', exclude: 'A,B,SolarReview' }]);
  assert.deepEqual(both.where, [{ dimension: 'platform', values: ['A,B', 'SolarReviews'] },
    { dimension: 'platform', exclude: ['A', 'B', 'SolarReview'] }]);
  assert.equal(both.warnings.at(-1),
    'no record has platform "SolarReview"; the nearest is "SolarReviews"');
  assert.equal((await ask(both.where)).json(), both.json());
  for (const wrong of ['platform=A', 7, { platform: 7 }, { platform: [7] }, { platform: { is: 'A' } },
    { platform: { not: { not: 'A' } } }, ['platform'], [{ dimension: 'platform' }],
    [{ dimension: 'platform', values: 'A', exclude: 'B' }], [{ dimension: 7, values: 'A' }]]) {
    await assert.rejects(ask(wrong), TypeError);
  }
  store.close();
});

test('what cannot be asked is refused, naming the option', async () => {
  const store = fresh();
  for (const [field, query] of [['days', { days: 0 }], ['days', { days: -1 }],
    ['period', { period: 'someday' }], ['period', { period: 'today', days: 1 }],
    ['days', { days: 1, to: '2026-03-02' }], ['where', { where: { platform: '' } }],
    ['by', { by: 'day' }], ['measures', { measures: 'sales' }]]) {
    await assert.rejects(store.executiveSummary(query),
      (error) => error instanceof revanalytics.InvalidError && error.field === field);
  }
  store.close();
});

test('cells are sorted and limited', async () => {
  const store = fresh();
  store.recordMany(day(5));
  const asked = { ...PERIOD, measures: ['conversations'] };
  const [year] = (await store.cube({ ...asked, by: 'year' })).cells;
  assert.deepEqual([year.bucket, year.conversations], ['2026', 5]);
  const days = (await store.cube({ ...asked, by: 'day' })).cells;
  const last = (await store.cube({ ...asked, by: 'day', sort: '-bucket', limit: 1 })).cells;
  assert.deepEqual(last, [days.at(-1)]);
  await assert.rejects(store.cube({ ...asked, sort: 'luck' }), /no column "luck"/);
  store.close();
});

test('notes of the period are listed', async () => {
  const store = fresh();
  store.recordNote({ id: 'n-1', at: '2026-03-02T15:00:00Z', text: 'new bot' });
  const { notes } = await store.revenueTrends({ from: '2026-03-02', to: '2026-03-03' });
  assert.deepEqual(notes.map(({ note, untilAt, text }) => [note, untilAt, text]),
    [['n-1', null, 'new bot']]);
  store.close();
});

test('predictions are held against verdicts', async () => {
  const store = fresh();
  store.recordMany(day(1));
  store.recordFeedback({ id: 'f-no', lead: 'l-0', platform: 'Modernize', at, verdict: 'rejected', reason: 'too far' });
  const { confusion, calibration, reasons } = await store.qualityAnalytics(PERIOD);
  const sum = (rows) => rows.reduce((total, { offers }) => total + offers, 0);
  assert.equal(sum(confusion.slice(0, 4)), sum(calibration));
  assert.equal(calibration[9].scoreHigh, 1);
  assert.deepEqual(reasons.map(({ verdict, reason, platform, offers }) => [verdict, reason, platform, offers]),
    [['rejected', 'too far', 'Modernize', 1]]);
  store.close();
});

test('changes say from what, and of which segment', async () => {
  const store = fresh();
  store.recordMany(day(2));
  const { factors, segments } = await store.changes(PERIOD);
  assert.match(factors[0].reason, /conversations is 0 or less/);
  assert.deepEqual(segments.filter(({ dimension }) => dimension === 'source')
    .map(({ value, volumeMinor }) => [value, volumeMinor]), [['google', 55000]]);
  await assert.rejects(store.changes({ ...PERIOD, compare: 'none' }), revanalytics.InvalidError);
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

test('an event that records another while it is read is refused', async () => {
  const store = fresh();
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

test('an option that there is not is a TypeError that names it and the right ones', async () => {
  const store = fresh();
  await assert.rejects(store.executiveSummary({ dayz: 3 }), /TypeError.*"dayz".*days/s);
  assert.throws(() => open(store.path, { readonly: true }), /TypeError.*"readonly".*readOnly/s);
  assert.throws(() => store.recordMany([], { size: 3 }), /TypeError.*"size".*batch/s);
  await assert.rejects(store.changeSettings({ timezone: 'UTC' }), /TypeError.*"timezone".*timeZone/s);
  await assert.rejects(store.executiveSummary({ mode: 'both' }), /TypeError.*booked, restated/s);
  store.close();
});

test('money is whole: numbers and bigints, and nothing that would be rounded', () => {
  const store = fresh();
  const sale = { id: 't-1', kind: 'sale', at };
  assert.throws(() => store.recordTransaction({ ...sale, amountMinor: 0.5 }), revanalytics.InvalidError);
  assert.throws(() => store.recordTransaction({ ...sale, amountMinor: 2 ** 53 }), revanalytics.InvalidError);
  assert.throws(() => store.recordTransaction({ ...sale, amountMinor: 10n ** 30n }), revanalytics.InvalidError);
  assert.equal(store.recordTransaction({ ...sale, amountMinor: 27500n }), 'accepted');
  assert.equal(store.recordTransaction({ ...sale, amountMinor: 27500 }), 'duplicate');
  store.close();
});

test('without an instant it happened now; erasures need none', () => {
  const store = fresh();
  const before = Date.now();
  store.recordConversation({ id: 'c-1' });
  const { firstAt } = store.info();
  assert.ok(firstAt >= before && firstAt <= Date.now());
  assert.equal(store.erase({ conversation: 'c-1' }).outcome, 'accepted');
  assert.equal(store.recordVoid({ lead: 'l-1' }), 'accepted');
  assert.equal(store.recordVoid({ lead: 'l-1' }), 'duplicate');
  assert.throws(() => store.record({ type: 'conversation', id: 'c-2' }), { field: 'at' });
  store.close();
});

test('many events come from any iterable, batch by batch', () => {
  const store = fresh();
  const told = [];
  const each = function* each() { yield* day(10); };
  const total = store.recordMany(each(), { batch: 15, onProgress: (...how) => told.push(how) });
  assert.equal(total.accepted, 40);
  assert.deepEqual(told, [[15, 0], [30, 0], [40, 0]]);
  assert.equal(store.check(day(11)).duplicate, 40);
  assert.equal(store.info().events, 40);
  assert.throws(() => store.recordMany(day(1)[0]), TypeError);
  store.close();
});

test('a package without its binary says how to build it', () => {
  const package_ = fileURLToPath(new URL('../lib/index.cjs', import.meta.url));
  const done = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(package_)})`], {
    encoding: 'utf8', env: { ...process.env, REVANALYTICS_NODE_ADDON: '/nowhere/revanalytics.node' } });
  assert.notEqual(done.status, 0);
  assert.match(done.stderr, /npm run build/);
});
