'use strict';
// One moment of a store: reports that are given the same one agree.

const addon = require('./addon.js');

// Calls work(handle), which gives a promise, when the work before has ended.
let useSnapshot;

// A snapshot is of one thread at a time, so its reports are made one after the other.
class Snapshot {
  #handle;

  #last = Promise.resolve();

  constructor(handle) { this.#handle = handle; }

  static {
    useSnapshot = (snapshot, work) => {
      if (typeof snapshot !== 'object' || !(#last in snapshot)) throw new TypeError('snapshot: one of store.snapshot() is needed');
      const done = snapshot.#last.then(() => work(snapshot.#handle));
      snapshot.#last = done.catch(() => {});
      return done;
    };
  }

  // Lets the moment go, when the reports under way are done; again is fine.
  close() { addon.rvn_close(this.#handle); }

  [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() { this.close(); }
}

module.exports = { Snapshot, useSnapshot };
