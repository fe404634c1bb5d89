// Workers that load the package, use it and are ended at any moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { at, day, fresh } from './given.mjs';

const WORKERS = 8;
const ROUNDS = Number(process.env.RVA_WORKER_ROUNDS ?? 200);

const CODE = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { open } = require(workerData.main);
  const store = open(workerData.path);
  store.on('change', () => {});
  (async () => { for await (const change of store.watch({ since: 1 })) change.seq; })();
  parentPort.postMessage('ready');
  (async () => { for (let i = 0; ; i++) {
    store.recordConversation({ id: workerData.name + '-' + i, at: new Date(${at.getTime()}) });
    const report = await store.executiveSummary({ days: 1 });
    report.table('kpis').column('value');
    (await store.leads()).column('happenedAt');
    await store.verify({ level: 'quick', onProgress() {} });
  } })();`;

// One that lives for a moment: until it is ready, or until it was ended before.
async function life(path, name, isShort) {
  const worker = new Worker(CODE, { eval: true, workerData: { path, name,
    main: new URL('../lib/index.cjs', import.meta.url).pathname } });
  const failed = new Promise((_, reject) => { worker.once('error', reject); });
  failed.catch(() => {});
  if (!isShort) await Promise.race([failed, new Promise((ready) => { worker.once('message', ready); })]);
  await worker.terminate();
}

test(`${WORKERS} workers at once, ${ROUNDS} lives each`, async () => {
  const store = fresh();
  store.recordMany(day(50));
  let lives = 0;
  await Promise.all(Array.from({ length: WORKERS }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      lives++;
      await life(store.path, `w-${lives}`, lives % 5 === 0);
    }
  }));
  assert.equal((await store.verify()).differences, 0);
  assert.ok(store.info().events > 200);
  store.close();
});

test('a worker that ends by itself, or by an error, leaves the store whole', async () => {
  const store = fresh();
  const end = (code) => new Promise((ended) => {
    const worker = new Worker(`const { open } = require(${JSON.stringify(new URL('../lib/index.cjs', import.meta.url).pathname)});
      const store = open(${JSON.stringify(store.path)}); ${code}`, { eval: true });
    worker.on('error', () => {});
    worker.on('exit', ended);
  });
  assert.equal(await end("store.recordConversation({ id: 'c-1' });"), 0);
  assert.equal(await end("store.recordConversation({ id: 'c-2' }); process.exit(3);"), 3);
  assert.equal(await end("store.recordConversation({ id: 'c-3' }); throw new Error('end');"), 1);
  assert.equal(store.info().events, 3);
  assert.equal((await store.verify()).differences, 0);
  store.close();
});
