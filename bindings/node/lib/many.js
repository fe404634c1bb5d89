'use strict';
// Many events: packed and recorded batch by batch.

const { options, OUTCOMES } = require('./choices.js');
const { packMany } = require('./pack.js');

const BATCH = 65536;

function eachOf(events) {
  if (typeof events?.[Symbol.iterator] !== 'function' || typeof events === 'string') {
    throw new TypeError('an iterable of events is needed; record() takes one event');
  }
  return events;
}

// Adds what became of a batch whose first event is number `first`.
function add(total, [counts, rejected], { places, refused }, first) {
  for (const [name, count] of Object.entries(counts)) total[name] += count;
  total.refused += refused.length;
  const said = refused;
  for (let i = 0; i < rejected.length; i += 3) {
    said.push({ index: places[rejected[i]], outcome: OUTCOMES[rejected[i + 1]],
      error: rejected[i + 2] });
  }
  said.sort((one, other) => one.index - other.index);
  for (const one of said) total.rejections.push({ ...one, index: first + one.index });
}

// Calls call(bytes) for each batch; returns how many events had which outcome.
function recordMany(call, events, given) {
  const { batch = BATCH, onProgress } = options(given, ['batch', 'onProgress']);
  if (!Number.isInteger(batch) || batch < 1) throw new RangeError('batch: at least 1');
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress: a function is needed');
  }
  const total = {
    accepted: 0, corrected: 0, duplicate: 0, conflict: 0, erased: 0, refused: 0, rejections: [],
  };
  let chunk = [];
  let first = 0;
  const flush = () => {
    const packed = packMany(chunk);
    add(total, call(packed.bytes), packed, first);
    first += chunk.length;
    chunk = [];
    onProgress?.(first, 0);
  };
  for (const event of eachOf(events)) {
    chunk.push(event);
    if (chunk.length === batch) flush();
  }
  if (chunk.length > 0) flush();
  return total;
}

module.exports = { recordMany };
