'use strict';
// What a report is asked, as src/options.c reads it.

const addon = require('./addon.js');
const { choose, options } = require('./choices.js');
const { instant } = require('./pack.js');

const NAMES = ['days', 'from', 'to', 'now', 'mode', 'compare', 'by', 'where', 'measures',
  'dimensions', 'sort', 'limit', 'snapshot'];

// Microseconds; a local day means its first instant in the store's time zone.
function moment(store, what, value) {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    return addon.rva_store_local_instant(store, value);
  }
  return instant({ name: what }, value);
}

function conditions(where) {
  if (where === undefined || where === null) return undefined;
  if (typeof where !== 'object' || Array.isArray(where)) {
    throw new TypeError('where: an object of dimensions and values is needed');
  }
  return Object.entries(where).flat();
}

const names = (value) => (Array.isArray(value) ? value.join(',') : value);

function question(store, asked) {
  const query = options(asked, NAMES);
  return {
    from_at: moment(store, 'from', query.from),
    to_at: moment(store, 'to', query.to),
    now_at: moment(store, 'now', query.now),
    days: query.days,
    mode: choose('mode', query.mode),
    compare: choose('compare', query.compare),
    by: choose('by', query.by),
    measures: names(query.measures),
    dimensions: names(query.dimensions),
    sort: query.sort,
    limit: query.limit,
    where: conditions(query.where),
  };
}

module.exports = { question, moment };
