'use strict';
// Long calls: off the event loop, with progress, and an end when a signal says so.

const addon = require('./addon.js');
const { CancelledError } = require('./errors.js');

const PERIOD_MS = 50;

// The jobs of src/care.c; `told` may have onProgress(done, total) and signal.
async function run(what, object, given, told = {}) {
  const { onProgress, signal } = told;
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress: a function is needed');
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError('signal: an AbortSignal is needed');
  }
  signal?.throwIfAborted();
  if (onProgress === undefined && signal === undefined) {
    return addon.rvn_care_start(what, object, given);
  }
  return watched(what, object, given, onProgress, signal);
}

async function watched(what, object, given, onProgress, signal) {
  const meter = addon.rvn_meter_new();
  let thrown;
  const tell = () => {
    if (onProgress === undefined || thrown !== undefined) return;
    try {
      onProgress(...addon.rvn_meter_read(meter));
    } catch (error) {
      thrown = { error };
      addon.rvn_meter_stop(meter);
    }
  };
  const abort = () => addon.rvn_meter_stop(meter);
  const timer = setInterval(tell, PERIOD_MS);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = await addon.rvn_care_start(what, object, given, meter);
    tell();
    if (thrown !== undefined) throw thrown.error;
    return result;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throw thrown !== undefined ? thrown.error : signal?.aborted ? signal.reason : error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', abort);
  }
}

module.exports = { run, TOLD: ['onProgress', 'signal'] };
