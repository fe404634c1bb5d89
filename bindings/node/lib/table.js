'use strict';
// Tables: rows as objects, columns as typed arrays, and Apache Arrow.

const addon = require('./addon.js');
const { camel } = require('./names.js');
const { Reader } = require('./reader.js');
const { NotFoundError } = require('./errors.js');

const TYPES = [];
for (const type of ['text', 'integer', 'real', 'instant', 'flag', 'money']) {
  TYPES[addon[`RVA_COLUMN_${type.toUpperCase()}`]] = type;
}

function joined(parts) {
  if (parts.length === 1) return parts[0];
  const made = new parts[0].constructor(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

function texts([text, none]) {
  const made = text.split('\0');
  made.pop();
  for (const row of none) made[row] = null;
  return made;
}

// Rows of one form, all of one moment; of several pages where a store has many.
class Table {
  #pages; // [report, index of the table in it]

  constructor(name, pages, rows, columns) {
    this.#pages = pages;
    this.name = name;
    this.length = rows;
    this.columns = Object.freeze(columns);
  }

  #number(name) {
    const number = this.columns.findIndex((column) => column.name === name || camel(String(name)) === column.name);
    if (number < 0) {
      throw new NotFoundError(`${this.name} has no column "${String(name)}"; there are ` +
        this.columns.map((column) => column.name).join(', '), 'name');
    }
    return number;
  }

  // The values of a column; `exact` gives integers, money and instants as bigints.
  column(name, { exact = false } = {}) {
    const number = this.#number(name);
    const { type } = this.columns[number];
    if (type === 'text') {
      return this.#pages.flatMap(([report, index]) => texts(addon.rvn_column_texts(report, index, number)));
    }
    if (exact && type !== 'real' && type !== 'flag') {
      return joined(this.#pages.map(([report, index]) => addon.rvn_column_arrow(report, index, number)[2]));
    }
    const numbers = joined(this.#pages.map(([report, index]) =>
      addon.rvn_column_numbers(report, index, number)));
    return type === 'flag' ? Uint8Array.from(numbers) : numbers;
  }

  // All columns by name.
  toColumns(given) {
    return Object.fromEntries(this.columns.map(({ name }) => [name, this.column(name, given)]));
  }

  * [Symbol.iterator]() {
    for (const [report, index] of this.#pages) {
      yield* new Reader(addon.rvn_table_packed(report, index)).table().rows;
    }
  }

  // The rows as an array of objects.
  toArray() { return [...this]; }

  toJSON() { return this.toArray(); }

  // A table of the package apache-arrow, which is given as it is imported.
  toArrow(arrow) {
    return require('./arrow.js').tableOf(arrow, this.columns, this.#pages.map(([report, index]) =>
      this.columns.map((_, column) => addon.rvn_column_arrow(report, index, column))), this.#rowCounts());
  }

  #rowCounts() {
    return this.#pages.map(([report, index]) => addon.rvn_report_shape(report)[3 * index + 1]);
  }
}

// The tables of a report: [name, rows, columns] each.
function shapes(report) {
  const shape = addon.rvn_report_shape(report);
  const made = [];
  for (let at = 0; at < shape.length; at += 3) {
    const columns = [];
    for (let i = 0; i < shape[at + 2].length; i += 2) {
      columns.push(Object.freeze({ name: camel(shape[at + 2][i]), type: TYPES[shape[at + 2][i + 1]] }));
    }
    made.push([camel(shape[at]), shape[at + 1], columns]);
  }
  return made;
}

// A table of a report.
function tableOf(report, name) {
  const all = shapes(report);
  const index = all.findIndex(([own]) => own === name || own === camel(String(name)));
  if (index < 0) {
    throw new NotFoundError(`there is no table "${String(name)}"; there are ` +
      all.map(([own]) => own).join(', '), 'name');
  }
  return new Table(all[index][0], [[report, index]], all[index][1], all[index][2]);
}

// Pages of records, each a report of one table, as one table.
function tableOfPages(reports) {
  const all = reports.map((report) => shapes(report)[0]);
  const rows = all.reduce((sum, [, count]) => sum + count, 0);
  return new Table(all[0][0], reports.map((report) => [report, 0]), rows, all[0][2]);
}

module.exports = { Table, tableOf, tableOfPages };
