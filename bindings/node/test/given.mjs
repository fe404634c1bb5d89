// Stores and events for the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { create } from '../lib/index.mjs';

export const folder = mkdtempSync(join(tmpdir(), 'rva-node-'));
process.chdir(folder); // a hostile path is one in here
after(() => rmSync(folder, { recursive: true }));

export const at = new Date('2026-03-01T15:00:00Z');
export const PERIOD = { from: '2026-03-01', to: '2026-03-02', now: '2026-03-02T05:00:00Z' };
let stores = 0;

export const place = (name = 'store') => join(folder, `${name}-${stores++}`);

export function fresh(options) {
  return create(place(), { durability: 'ephemeral', ...options });
}

export function day(count) {
  const events = [];
  for (let i = 0; i < count; i++) {
    events.push({ type: 'conversation', id: `c-${i}`, at, source: 'google', zip: '11215' },
      { type: 'stage', conversation: `c-${i}`, stage: 'welcome', action: 'enter', at },
      { type: 'lead', id: `l-${i}`, conversation: `c-${i}`, at, tier: 'premium', score: 0.91 },
      { type: 'transaction', id: `t-${i}`, kind: 'sale', lead: `l-${i}`, at, amount_minor: 27500 });
  }
  return events;
}

export const HOSTILE = [undefined, null, true, 0, -1, 0.5, NaN, Infinity, 2 ** 60, -(2n ** 63n),
  10n ** 30n, '', '\0', '\uD800', 'store', 'x'.repeat(1 << 16), [], [[]], {}, () => 1, Symbol('s'),
  new Date(NaN), new Date(8.64e15), new Map(), new Uint8Array(3), new SharedArrayBuffer(8),
  new Proxy({}, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } }),
  { toString() { throw new Error('text'); } }, Object.create(null)];
