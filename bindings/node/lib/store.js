'use strict';
// A store: recording, reports, records, changes, care.

const { EventEmitter } = require('node:events');
const addon = require('./addon.js');
const { choose, flag, options, path: pathOf, text, OUTCOMES } = require('./choices.js');
const { ExistsError } = require('./errors.js');
const { Watch } = require('./feed.js');
const { run, TOLD } = require('./job.js');
const { recordMany } = require('./many.js');
const { camel, figures } = require('./names.js');
const { packOne, types } = require('./pack.js');
const { question } = require('./query.js');
const records = require('./records.js');
const { Report } = require('./report.js');
const settings = require('./settings.js');
const { Snapshot, useSnapshot } = require('./snapshot.js');

const PRIVATE = Symbol('only open() makes stores');

class Store extends EventEmitter {
  #handle;

  #opening; // how to open it again

  #watches = new Set();

  #changes = null; // the watch of on('change')

  constructor(key, path, opening) {
    if (key !== PRIVATE) throw new TypeError('stores are made by open() and create()');
    super();
    this.#opening = opening;
    this.#handle = addon.rva_store_open(path, opening);
    this.path = path;
    this.closed = false;
  }

  // Writes what is queued and closes, with all that came from it; again is fine.
  close() {
    this.closed = true;
    this.#unfollow();
    for (const watch of [...this.#watches]) watch.close();
    addon.rvn_close(this.#handle);
  }

  [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() { this.close(); }

  // --- recording

  record(event) { return OUTCOMES[addon.rva_record(this.#handle, packOne(event))]; }

  recordAs(type, event) {
    return OUTCOMES[addon.rva_record(this.#handle, packOne(event, text('type', type)))];
  }

  recordMany(events, given) {
    return recordMany((bytes) => addon.rva_record_many(this.#handle, bytes), events, given);
  }

  check(events, given) {
    return recordMany((bytes) => addon.rva_record_check(this.#handle, bytes), events, given);
  }

  // Erases a person; name a conversation, a lead or a visitor.
  erase(person) {
    const named = Object.entries(options(person, ['conversation', 'lead', 'visitor']))
      .filter(([, id]) => id !== undefined && id !== null);
    if (named.length !== 1) throw new TypeError('name one of conversation, lead and visitor');
    const touched = addon.rva_store_erase(this.#handle, named[0][0], text(...named[0]));
    return { ...touched, outcome: OUTCOMES[touched.outcome] };
  }

  async importFile(path, given) {
    const asked = options(given, ['dryRun', 'maxErrors', 'batchEvents', ...TOLD]);
    const { events, rejections, ...rest } = await run('import', this.#handle, {
      to: pathOf(path), dry_run: flag('dryRun', asked.dryRun), max_errors: asked.maxErrors,
      batch_events: asked.batchEvents,
    }, asked);
    const made = { ...figures(rest), ...events, stopped: rest.stopped !== 0, rejections: [] };
    for (let i = 0; i < rejections.length; i += 3) {
      made.rejections.push({ line: rejections[i], outcome: OUTCOMES[rejections[i + 1]],
        error: rejections[i + 2] });
    }
    return made;
  }

  // --- reports and records

  async report(name, asked) {
    const query = question(this.#handle, asked);
    const ask = (snapshot) => addon.rvn_report_start(this.#handle, text('name', name),
      snapshot === undefined ? query : { ...query, snapshot });
    const snapshot = asked?.snapshot ?? undefined;
    return new Report(await (snapshot === undefined ? ask() : useSnapshot(snapshot, ask)));
  }

  snapshot() { return new Snapshot(addon.rva_snapshot_open(this.#handle)); }

  async documents(given) { return records.all(this.#handle, 'documents', given); }

  async conversations(given) { return records.all(this.#handle, 'conversations', given); }

  async leads(given) { return records.all(this.#handle, 'leads', given); }

  async transactions(given) { return records.all(this.#handle, 'transactions', given); }

  pages(kind, given) { return records.pages(this.#handle, kind, given); }

  // --- changes

  watch(given) {
    return this.#watch(options(given, ['cursor', 'since', 'signal']), true);
  }

  #watch(asked, isRef) {
    if (asked.cursor !== undefined) text('cursor', asked.cursor);
    if (asked.signal !== undefined && !(asked.signal instanceof AbortSignal)) {
      throw new TypeError('signal: an AbortSignal is needed');
    }
    const watch = new Watch(this.#handle, this.path, asked, isRef, () => this.#watches.delete(watch));
    this.#watches.add(watch);
    return watch;
  }

  // Follows the feed while somebody listens, whatever way listeners come and go.
  #listen() {
    if (this.closed || this.listenerCount('change') === 0) this.#unfollow();
    else this.#follow();
    return this;
  }

  // What listeners throw is uncaught, as with other emitters; the others go on.
  async #follow() {
    if (this.#changes !== null) return;
    const watch = this.#watch({}, false);
    this.#changes = watch;
    try {
      for await (const change of watch) {
        try {
          this.emit('change', change);
        } catch (error) {
          process.nextTick(() => { throw error; });
        }
      }
    } catch (error) {
      this.#unfollow();
      process.nextTick(() => this.emit('error', error));
    }
  }

  addListener(...given) { return super.addListener(...given).#listen(); }

  on(...given) { return super.on(...given).#listen(); }

  prependListener(...given) { return super.prependListener(...given).#listen(); }

  removeListener(...given) { return super.removeListener(...given).#listen(); }

  off(...given) { return super.off(...given).#listen(); }

  removeAllListeners(...given) { return super.removeAllListeners(...given).#listen(); }

  #unfollow() {
    this.#changes?.close();
    this.#changes = null;
  }

  // --- care

  info() { return figures(addon.rvn_info(this.#handle)); }

  // The change number: what was computed before is right while it is the same.
  async change() { return run('change', this.#handle); }

  settings() { return settings.toObject(addon.rva_store_settings(this.#handle)); }

  async changeSettings(changes, given) {
    const told = options(given, TOLD);
    const handle = settings.change(addon.rva_store_settings(this.#handle), changes);
    await run('changeSettings', this.#handle, { settings: handle }, told);
  }

  async backup(destination) { await run('backup', this.#handle, { to: pathOf(destination) }); }

  async flush() { await run('flush', this.#handle); }

  // What a check of the store against itself found; level: quick, records or full.
  async verify(given) {
    const { level, ...told } = options(given, ['level', ...TOLD]);
    return figures(await run('verify', this.#handle, { level: choose('level', level) }, told));
  }

  // Recomputes all that is derived; resolves to the blocks of the log that were lost.
  async rebuild(given) { return run('rebuild', this.#handle, undefined, options(given, TOLD)); }

  // Closes the store, rewrites it without free pages, and opens it again.
  async compact() {
    this.close();
    await compact(this.path);
    this.#handle = addon.rva_store_open(this.path, this.#opening);
    this.closed = false;
    this.#listen();
  }
}

function method(name, value) {
  Object.defineProperty(Store.prototype, name, { configurable: true, writable: true, value });
}

// One method for each type of event, and for each report.
for (const type of types) {
  const name = `record${type[0].toUpperCase()}${type.slice(1)}`;
  method(name, { [name](event) { return this.recordAs(type, event); } }[name]);
}
for (let index = 0, name; (name = addon.rva_report_name_at(index)) !== null; index++) {
  const report = name;
  method(camel(report), { [camel(report)](query) { return this.report(report, query); } }[camel(report)]);
}

const OPENING = ['durability', 'readOnly', 'asyncMs', 'busyTimeoutMs', 'mapMibMax', 'upgrade'];

function create(path, given) {
  const { settings: wanted, ...opening } = options(given, ['settings', ...OPENING]);
  const durability = choose('durability', opening.durability) ?? 0;
  addon.rva_store_create(pathOf(path), settings.make(wanted), durability === 2 ? 2 : 0);
  return open(path, opening);
}

function open(path, given) {
  const asked = options(given, ['create', 'settings', ...OPENING]);
  const { create: mayCreate, settings: wanted, ...opening } = asked;
  if (flag('create', mayCreate)) {
    try {
      return create(path, { ...opening, settings: wanted });
    } catch (error) {
      if (!(error instanceof ExistsError)) throw error;
    }
  }
  return new Store(PRIVATE, pathOf(path), {
    durability: choose('durability', asked.durability),
    read_only: flag('readOnly', asked.readOnly),
    async_ms: asked.asyncMs,
    busy_timeout_ms: asked.busyTimeoutMs,
    map_mib_max: asked.mapMibMax,
    upgrade: flag('upgrade', asked.upgrade),
  });
}

// Rewrites a store without free pages; it must not be open anywhere.
async function compact(path) { await run('compact', pathOf(path)); }

// Makes a store of an older version one of this version; it must not be open anywhere.
async function upgrade(path, given) {
  const made = await run('upgrade', pathOf(path), undefined, options(given, TOLD));
  return { ...figures(made), upgraded: made.upgraded !== 0 };
}

// Makes a new store from what a damaged one still proves, which is left as it is.
async function salvage(path, destination, given) {
  const { settings: wanted, ...told } = options(given, ['settings', ...TOLD]);
  const made = await run('salvage', pathOf(path), { to: pathOf(destination),
    settings: wanted === undefined ? undefined : settings.make(wanted) }, told);
  return { ...figures(made), settingsFound: made.settings_found !== 0 };
}

module.exports = { Store, open, create, compact, upgrade, salvage };
