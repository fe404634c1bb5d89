'use strict';
// One moment of a store: reports that are given the same one agree.

const addon = require('./addon.js');

// A snapshot is of one thread at a time, so its reports are made one after the other.
class Snapshot {
  #handle;

  #last = Promise.resolve();

  constructor(handle) { this.#handle = handle; }

  // Calls work(handle), which gives a promise, when the work before has ended.
  static use(snapshot, work) {
    if (!(snapshot instanceof Snapshot)) throw new TypeError('snapshot: one of store.snapshot() is needed');
    const done = snapshot.#last.then(() => work(snapshot.#handle));
    snapshot.#last = done.catch(() => {});
    return done;
  }

  // Lets the moment go, when the reports under way are done; again is fine.
  close() { addon.rvn_close(this.#handle); }

  [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() { this.close(); }
}

module.exports = { Snapshot };
