// The change feed: order, cursors, ends, and what it must not do.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import revanalytics, { open } from '../lib/index.mjs';
import { at, day, fresh } from './given.mjs';

const MAIN = new URL('../lib/index.cjs', import.meta.url).pathname;

async function take(watch, count) {
  const made = [];
  for await (const change of watch) {
    made.push(change);
    if (made.length === count) break;
  }
  return made;
}

test('all that is recorded comes, in order, as it was', async () => {
  const store = fresh();
  const events = day(200);
  store.recordMany(events);
  const seen = await take(store.watch({ since: 1 }), events.length);
  assert.deepEqual(seen.map((change) => change.seq), events.map((_, i) => i + 1));
  assert.deepEqual(seen[3].event, { type: 'transaction', id: 't-0', kind: 'sale', lead: 'l-0', at,
    amountMinor: 27500 });
  assert.ok(seen[0].recordedAt instanceof Date);
  store.close();
});

test('what another process records wakes the wait', async () => {
  const store = fresh();
  const coming = store.watch().next();
  const code = `const { open } = require(${JSON.stringify(MAIN)});
    const store = open(${JSON.stringify(store.path)});
    store.recordConversation({ id: 'c-far' });
    store.close();`;
  const [code_] = await once(spawn(process.execPath, ['-e', code], { stdio: 'inherit' }), 'exit');
  assert.equal(code_, 0);
  assert.equal((await coming).value.event.id, 'c-far');
  store.close();
});

test('a named place goes on where it was saved, not where it was read', async () => {
  const store = fresh();
  store.recordMany(day(3));
  const first = store.watch({ cursor: 'mail', since: 1 });
  const seen = [await first.next(), await first.next()];
  await first.save();
  await first.next(); // given, not saved
  first.close();
  assert.deepEqual(seen.map((one) => one.value.seq), [1, 2]);
  const [third] = await take(store.watch({ cursor: 'mail', since: 1 }), 1);
  assert.equal(third.seq, 3);
  await assert.rejects(store.watch().save(), revanalytics.MisuseError);
  store.close();
});

test('the events of others run while many changes are read', async () => {
  const store = fresh();
  store.recordMany(day(1000));
  let turns = 0;
  const clock = setInterval(() => { turns++; }, 0);
  await take(store.watch({ since: 1 }), 4000);
  clearInterval(clock);
  assert.ok(turns > 0);
  store.close();
});

test('a signal ends the wait with its reason, close() without one', async () => {
  const store = fresh();
  const control = new AbortController();
  const waiting = take(store.watch({ signal: control.signal }), 1);
  setImmediate(() => control.abort(new Error('enough')));
  await assert.rejects(waiting, /enough/);
  await assert.rejects(take(store.watch({ signal: AbortSignal.abort() }), 1), { name: 'AbortError' });
  const other = take(store.watch(), 1);
  setImmediate(() => store.close());
  assert.deepEqual(await other, []);
  assert.throws(() => store.watch(), revanalytics.MisuseError);
});

test('on() and off(): changes to come, to each listener, until it leaves', async () => {
  const store = fresh();
  store.recordConversation({ id: 'c-0', at });
  const alive = setInterval(() => {}, 1000); // listening alone does not keep a process alive
  const seen = [];
  const listen = (change) => seen.push(change.event.id);
  store.on('change', listen);
  store.recordConversation({ id: 'c-1', at });
  const [change] = await once(store, 'change');
  assert.equal(change.event.id, 'c-1');
  store.off('change', listen);
  store.recordConversation({ id: 'c-unseen', at });
  const coming = once(store, 'change');
  store.recordConversation({ id: 'c-2', at });
  const [next] = await coming;
  assert.equal(next.event.id, 'c-2');
  assert.deepEqual(seen, ['c-1']);
  store.removeAllListeners();
  store.prependOnceListener('change', listen);
  store.recordConversation({ id: 'c-3', at });
  while (seen.length < 2) await new Promise((resolve) => { setImmediate(resolve); });
  assert.deepEqual(seen, ['c-1', 'c-3']);
  assert.equal(store.listenerCount('change'), 0);
  clearInterval(alive);
  store.close();
});

test('on() does not keep a process alive; watch() does while it is waited for', () => {
  const store = fresh();
  const head = `const { open } = require(${JSON.stringify(MAIN)});
    const store = open(${JSON.stringify(store.path)});`;
  const run = (code) => execFileSync(process.execPath, ['-e', head + code], { timeout: 60000 }).toString();
  assert.equal(run("store.on('change', () => {}); console.log('set');"), 'set\n');
  const code = `setTimeout(() => store.recordConversation({ id: 'c-late' }), 50).unref();
    (async () => { for await (const one of store.watch()) { console.log(one.event.id); break; } })();`;
  assert.equal(run(code), 'c-late\n');
  store.close();
});

test('what a listener throws is uncaught, as with other emitters', () => {
  const store = fresh();
  const code = `const { open } = require(${JSON.stringify(MAIN)});
    const store = open(${JSON.stringify(store.path)});
    process.on('uncaughtException', (error) => { console.log(error.message); store.close(); });
    store.on('change', () => { throw new Error('from a listener'); });
    store.recordConversation({ id: 'c-1' });
    setTimeout(() => {}, 1000);`;
  const said = execFileSync(process.execPath, ['-e', code], { timeout: 60000 }).toString();
  assert.equal(said, 'from a listener\n');
  assert.equal(open(store.path).info().events, 1);
  store.close();
});
