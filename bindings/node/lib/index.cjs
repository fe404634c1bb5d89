'use strict';
// Stores: recording, reports, changes.

const addon = require('./addon.js');
const errors = require('./errors.js');
const { packOne, packMany, instant, camel, types } = require('./pack.js');
const { Report } = require('./report.js');

const OUTCOMES = ['accepted', 'duplicate', 'conflict', 'refused'];
const MODES = { booked: 1, restated: 2 };
const COMPARES = { sameTime: 1, full: 2, previousPeriod: 3, previousYear: 4 };
const GRAINS = { hour: 1, day: 2, week: 3, month: 4, none: 5 };
const DURABILITIES = { durable: 0, async: 1, ephemeral: 2 };

function choose(what, choices, name) {
  if (name === undefined || name === null) return undefined;
  if (typeof name !== 'string' || !Object.hasOwn(choices, name)) {
    throw new TypeError(`${what}: one of ${Object.keys(choices).join(', ')} is needed`);
  }
  return choices[name];
}

function options(value) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw new TypeError('an object of options is needed');
  return value;
}

function conditions(where) {
  if (where === undefined || where === null) return undefined;
  if (typeof where !== 'object') throw new TypeError('where: an object is needed');
  return Object.entries(where).flat();
}

const names = (value) => (Array.isArray(value) ? value.join(',') : value);

class Store {
  #handle;

  constructor(handle, path) {
    this.#handle = handle;
    this.path = path;
  }

  close() { addon.rvn_close(this.#handle); }

  [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() { this.close(); }

  record(event) { return OUTCOMES[addon.rva_record(this.#handle, packOne(event))]; }

  recordAs(type, event) {
    return OUTCOMES[addon.rva_record(this.#handle, packOne(event, type))];
  }

  recordMany(events, { batch = 65536 } = {}) {
    return this.#many(addon.rva_record_many, events, batch);
  }

  check(events, { batch = 65536 } = {}) {
    return this.#many(addon.rva_record_check, events, batch);
  }

  #many(call, events, batch) {
    if (!Number.isInteger(batch) || batch < 1) throw new RangeError('batch: at least 1');
    if (typeof events?.[Symbol.iterator] !== 'function' || typeof events === 'string') {
      throw new TypeError('an iterable of events is needed');
    }
    const total = { accepted: 0, duplicate: 0, conflict: 0, refused: 0, rejections: [] };
    let chunk = [];
    let done = 0;
    const flush = () => {
      const { bytes, places, refused } = packMany(chunk);
      const counts = call(this.#handle, bytes);
      OUTCOMES.forEach((name, i) => { total[name] += counts[i]; });
      total.refused += refused.length;
      const said = refused;
      for (let i = 0; i < counts[4].length; i += 3) {
        said.push({ index: places[counts[4][i]], outcome: OUTCOMES[counts[4][i + 1]],
          error: counts[4][i + 2] });
      }
      said.sort((one, other) => one.index - other.index);
      for (const one of said) total.rejections.push({ ...one, index: done + one.index });
      done += chunk.length;
      chunk = [];
    };
    for (const event of events) {
      chunk.push(event);
      if (chunk.length === batch) flush();
    }
    if (chunk.length > 0) flush();
    return total;
  }

  #instant(value) {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.length === 10) {
      return addon.rva_store_local_instant(this.#handle, value);
    }
    return instant({ name: 'instant' }, value);
  }

  async report(name, query) {
    const asked = options(query);
    return new Report(await addon.rvn_report_start(this.#handle, name, {
      from_at: this.#instant(asked.from),
      to_at: this.#instant(asked.to),
      now_at: this.#instant(asked.now),
      days: asked.days,
      mode: choose('mode', MODES, asked.mode),
      compare: choose('compare', COMPARES, asked.compare),
      by: choose('by', GRAINS, asked.by),
      measures: names(asked.measures),
      dimensions: names(asked.dimensions),
      where: conditions(asked.where),
    }));
  }

  async backup(destination) {
    if (typeof destination !== 'string') throw new TypeError('a path is needed');
    await addon.rvn_upkeep_start('backup', this.#handle, destination);
  }

  async flush() { await addon.rvn_upkeep_start('flush', this.#handle); }

  async verify() { return addon.rvn_upkeep_start('verify', this.#handle); }

  async rebuild() { return addon.rvn_upkeep_start('rebuild', this.#handle); }

  info() { return addon.rvn_info(this.#handle); }
}

// One method for each type of event, and for each report.
for (const type of types) {
  const name = `record${type[0].toUpperCase()}${type.slice(1)}`;
  Object.defineProperty(Store.prototype, name, {
    configurable: true, writable: true,
    value: { [name](event) { return this.recordAs(type, event); } }[name],
  });
}
for (let index = 0, name; (name = addon.rva_report_name_at(index)) !== null; index++) {
  const report = name;
  Object.defineProperty(Store.prototype, camel(report), {
    configurable: true, writable: true,
    value(query) { return this.report(report, query); },
  });
}

function open(path, { create = false, readOnly = false, durability, busyTimeoutMs } = {}) {
  if (typeof path !== 'string') throw new TypeError('a path is needed');
  const chosen = choose('durability', DURABILITIES, durability);
  if (create) {
    try {
      addon.rva_store_create(path, null, chosen ?? 0);
    } catch (error) {
      if (!(error instanceof errors.ExistsError)) throw error;
    }
  }
  return new Store(addon.rva_store_open(path, {
    durability: chosen, read_only: readOnly ? 1 : 0, busy_timeout_ms: busyTimeoutMs,
  }), path);
}

module.exports = { open, Store, Report, version: addon.rva_version(), ...errors };
