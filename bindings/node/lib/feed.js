'use strict';
// The change feed: accepted events as they come, for `for await`.
//
// What is there is read at once, which takes microseconds.  Between, the folder of the store is
// watched; pages are written before a commit shows, so after a change the feed looks again soon.

const fs = require('node:fs');
const addon = require('./addon.js');
const { run } = require('./job.js');
const { moment } = require('./names.js');
const { eventOf } = require('./unpack.js');

const READ_EVENTS = 256; // then others have their turn
const SETTLE_MS = 50;
const RECHECK_MS = 1000;
const POLL_MS = 100; // where the folder cannot be watched
const ABSENT = -(2n ** 63n);

class Watch {
  #feed;

  #ahead = []; // read and not given yet

  #folder = null; // who watches the folder, or null

  #changedAt = 0;

  #wake = null; // ends the wait

  #timer = null;

  #last = Promise.resolve();

  #left = READ_EVENTS;

  #named;

  #isRef;

  #signal;

  #abort = () => this.#wake?.();

  #ended; // called once

  #isClosed = false;

  constructor(store, path, { cursor, since, signal }, isRef, ended) {
    this.#feed = addon.rva_feed_open(store, cursor, since ?? ABSENT);
    this.#named = cursor !== undefined && cursor !== null;
    this.#isRef = isRef;
    this.#ended = ended;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
    this.#follow(path);
  }

  #follow(path) {
    try {
      this.#folder = fs.watch(path, { persistent: false }, () => {
        this.#changedAt = performance.now();
        this.#wake?.();
      });
      this.#folder.on('error', () => this.#unfollow());
    } catch {
      this.#folder = null;
    }
  }

  #unfollow() {
    this.#folder?.close();
    this.#folder = null;
  }

  #wait() {
    const isSettling = performance.now() - this.#changedAt < SETTLE_MS;
    const milliseconds = isSettling ? 1 : this.#folder === null ? POLL_MS : RECHECK_MS;
    return new Promise((resolve) => {
      this.#wake = () => {
        clearTimeout(this.#timer);
        this.#wake = null;
        resolve();
      };
      this.#timer = setTimeout(this.#wake, milliseconds);
      if (!this.#isRef) this.#timer.unref();
    });
  }

  // Of a named feed one by one, so that save() counts only what was given.
  #read() {
    const found = addon.rvn_feed_read(this.#feed, this.#named ? 1 : READ_EVENTS);
    for (let i = 0; i < found.length; i += 3) {
      this.#ahead.push({ seq: found[i], recordedAt: moment(found[i + 1]), event: eventOf(found[i + 2]) });
    }
    this.#ahead.reverse();
  }

  async #step() {
    for (;;) {
      if (this.#signal?.aborted) {
        this.close();
        throw this.#signal.reason;
      }
      if (this.#isClosed) return { done: true, value: undefined };
      if (this.#left-- <= 0) {
        this.#left = READ_EVENTS;
        await new Promise((resolve) => { setImmediate(resolve); });
        continue;
      }
      if (this.#ahead.length === 0) this.#read();
      if (this.#ahead.length > 0) return { done: false, value: this.#ahead.pop() };
      this.#left = READ_EVENTS;
      await this.#wait();
    }
  }

  // One after the other, however they are asked for.
  #queue(work) {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  next() { return this.#queue(() => this.#step()); }

  async return(value) {
    this.close();
    return { done: true, value };
  }

  [Symbol.asyncIterator]() { return this; }

  // All events given so far count as seen; needs a watch with a cursor.
  async save() {
    await this.#queue(() => run('save', this.#feed));
  }

  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ahead = [];
    this.#unfollow();
    this.#signal?.removeEventListener('abort', this.#abort);
    addon.rvn_close(this.#feed);
    this.#wake?.();
    this.#ended();
  }

  async [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() { this.close(); }
}

module.exports = { Watch };
