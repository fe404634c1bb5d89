'use strict';
// Options: what may be given, and the words that stand for numbers of the library.

const { camel } = require('./names.js');

const CHOICES = {
  durability: { durable: 0, async: 1, ephemeral: 2 },
  mode: { booked: 1, restated: 2 },
  compare: { sameTime: 1, full: 2, previousPeriod: 3, previousYear: 4, none: 5 },
  by: { hour: 1, day: 2, week: 3, month: 4, none: 5, quarter: 6, year: 7 },
  value: { expected: 1, flat: 2 },
  level: { quick: 1, records: 2, full: 3 },
  kind: { documents: 0, conversations: 1, leads: 2, transactions: 3 },
};

const OUTCOMES = ['accepted', 'duplicate', 'conflict', 'refused', 'corrected', 'erased',
  'nothing_stored'];

// The number of a word, undefined for none; `previous_year` is as good as `previousYear`.
function choose(what, word) {
  if (word === undefined || word === null) return undefined;
  const choices = CHOICES[what];
  const name = typeof word === 'string' ? camel(word) : '';
  if (!Object.hasOwn(choices, name)) {
    throw new TypeError(`${what}: one of ${Object.keys(choices).join(', ')} is needed`);
  }
  return choices[name];
}

// An object of options that has no others than these.
function options(value, names) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw new TypeError('an object of options is needed');
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      throw new TypeError(`there is no option "${name}"; there are ${names.join(', ')}`);
    }
  }
  return value;
}

function text(what, value) {
  if (typeof value !== 'string') throw new TypeError(`${what}: a string is needed`);
  return value;
}

function flag(what, value) {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new TypeError(`${what}: true or false is needed`);
  }
  return value ? 1 : 0;
}

// A path: a string, or a URL of a file.
function path(value) {
  if (value instanceof URL) return require('node:url').fileURLToPath(value);
  return text('path', value);
}

module.exports = { choose, options, text, flag, path, OUTCOMES };
