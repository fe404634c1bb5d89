'use strict';
// What a store knows, one by one, in pages of some thousand rows.

const addon = require('./addon.js');
const { choose, options } = require('./choices.js');
const { NotFoundError } = require('./errors.js');
const { moment } = require('./query.js');
const { tableOfPages } = require('./table.js');

const ABSENT = -(2n ** 63n);

function reader(store, kind, given) {
  const { now } = options(given, ['now']);
  const number = choose('kind', kind);
  if (number === undefined) throw new TypeError('kind: documents, conversations, leads or transactions');
  return addon.rva_records_open(store, number, moment(store, 'now', now) ?? ABSENT);
}

async function* reports(store, kind, given) {
  const handle = reader(store, kind, given);
  try {
    for (let page; (page = await addon.rvn_records_start(handle)) !== undefined;) yield page;
  } finally {
    addon.rvn_close(handle);
  }
}

// Tables of some thousand rows each, for stores larger than memory.
async function* pages(store, kind, given) {
  for await (const report of reports(store, kind, given)) yield tableOfPages([report]);
}

// All rows as one table.
async function all(store, kind, given) {
  const made = [];
  for await (const report of reports(store, kind, given)) made.push(report);
  if (made.length === 0) throw new NotFoundError(`there are no ${kind}`, 'kind');
  return tableOfPages(made);
}

module.exports = { pages, all };
