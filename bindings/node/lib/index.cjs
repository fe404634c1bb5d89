'use strict';
// What the package exports.

const addon = require('./addon.js');
const errors = require('./errors.js');
const { Report } = require('./report.js');
const { Snapshot } = require('./snapshot.js');
const { Store, open, create, compact, upgrade, salvage } = require('./store.js');
const { Table } = require('./table.js');
const { Watch } = require('./feed.js');

function names(at) {
  const made = [];
  for (let index = 0, name; (name = at(index)) !== null; index++) made.push(name);
  return Object.freeze(made);
}

module.exports = {
  open,
  create,
  compact,
  upgrade,
  salvage,
  Store,
  Report,
  Table,
  Snapshot,
  Watch,
  version: addon.rva_version(),
  reports: names(addon.rva_report_name_at),
  dimensions: names(addon.rva_dimension_name_at),
  measures: names(addon.rva_measure_name_at),
  ...errors,
};
