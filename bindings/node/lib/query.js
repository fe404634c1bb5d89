'use strict';
// What a report is asked, as src/options.c reads it.

const addon = require('./addon.js');
const { choose, options, text } = require('./choices.js');
const { InvalidError } = require('./errors.js');
const { instant } = require('./pack.js');

const NAMES = ['period', 'days', 'from', 'to', 'now', 'mode', 'compare', 'by', 'where', 'measures',
  'dimensions', 'sort', 'limit', 'value', 'snapshot'];

// Microseconds; a local day means its first instant in the store's time zone.
function moment(store, what, value) {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    return addon.rva_store_local_instant(store, value);
  }
  return instant({ name: what }, value);
}

// A list as the library reads it: a text is one, in an array each value stands for itself.
function list(dimension, values) {
  if (typeof values === 'string') return values;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) {
    throw new TypeError(`where: of ${dimension} a string or an array of strings is needed`);
  }
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(',');
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (object, ...names) => Object.keys(object).sort().join() === names.sort().join();

function ofObject([dimension, values]) {
  if (!isObject(values)) return [dimension, list(dimension, values), 0];
  if (!hasOnly(values, 'not')) {
    throw new TypeError(`where: of ${dimension} { not: values } is the one object there is`);
  }
  return [dimension, list(dimension, values.not), 1];
}

function ofCondition(condition) {
  for (const [name, excludes] of [['values', 0], ['exclude', 1]]) {
    if (isObject(condition) && hasOnly(condition, 'dimension', name)) {
      const { dimension } = condition;
      return [text('where: dimension', dimension), list(dimension, condition[name]), excludes];
    }
  }
  throw new TypeError('where: a condition is { dimension, values } or { dimension, exclude }');
}

function conditions(where) {
  if (where === undefined || where === null) return undefined;
  if (Array.isArray(where)) return where.flatMap(ofCondition);
  if (typeof where !== 'object') {
    throw new TypeError('where: an object of dimensions and values, or an array is needed');
  }
  return Object.entries(where).flatMap(ofObject);
}

const names = (value) => (Array.isArray(value) ? value.join(',') : value);

function question(store, asked) {
  const query = options(asked, NAMES);
  if (query.days === 0) {
    throw new InvalidError('days: 1 or more; left out, they are 30', 'days');
  }
  return {
    from_at: moment(store, 'from', query.from),
    to_at: moment(store, 'to', query.to),
    now_at: moment(store, 'now', query.now),
    days: query.days,
    period: query.period,
    mode: choose('mode', query.mode),
    compare: choose('compare', query.compare),
    by: choose('by', query.by),
    measures: names(query.measures),
    dimensions: names(query.dimensions),
    sort: query.sort,
    limit: query.limit,
    value: choose('value', query.value),
    where: conditions(query.where),
  };
}

module.exports = { question, moment };
