'use strict';
// Reports: what was asked, and the tables that answer, as arrays of rows.

const addon = require('./addon.js');
const { moment } = require('./names.js');
const { Reader } = require('./reader.js');
const { tableOf } = require('./table.js');

const FORMATS = { json: addon.RVA_FORMAT_JSON, csv: addon.RVA_FORMAT_CSV,
  ndjson: addon.RVA_FORMAT_NDJSON, msgpack: addon.RVA_FORMAT_MSGPACK };

// An array whose length comes first.
const list = (reader, next) => Array.from({ length: reader.nextNumber() }, () => next(reader));

function conditionOf(reader) {
  const dimension = reader.nextText();
  const excludes = reader.nextNumber() !== 0;
  return { dimension, [excludes ? 'exclude' : 'values']: list(reader, () => reader.nextText()) };
}

// A plain object with the tables as members; what is left of the library stays hidden.
class Report {
  #handle;

  constructor([handle, packed]) {
    const reader = new Reader(packed);
    this.#handle = handle;
    this.report = reader.nextText();
    this.timeZone = reader.nextText();
    this.currency = reader.nextText();
    this.mode = reader.nextText();
    this.from = moment(reader.nextNumber());
    this.to = moment(reader.nextNumber());
    this.previousFrom = moment(reader.nextNumber());
    this.previousTo = moment(reader.nextNumber());
    this.now = moment(reader.nextNumber());
    this.complete = reader.nextNumber() !== 0;
    this.where = list(reader, conditionOf);
    this.warnings = list(reader, () => reader.nextText());
    for (let count = reader.nextNumber(); count > 0; count--) {
      const { name, rows } = reader.table();
      this[name] = rows;
    }
  }

  // The row of a KPI by its name in docs/kpis.md, or undefined.
  kpi(name) { return this.kpis?.find((row) => row.kpi === name); }

  // A table of columns.
  table(name) { return tableOf(this.#handle, name); }

  // The bytes of a form, the same as every other language and the command write.
  write(format = 'json') {
    if (typeof format !== 'string' || !Object.hasOwn(FORMATS, format)) {
      throw new TypeError(`format: one of ${Object.keys(FORMATS).join(', ')} is needed`);
    }
    return addon.rva_report_write(this.#handle, FORMATS[format]);
  }

  // The JSON text of the library; JSON.stringify() asks toJSON(), which is this as an object.
  json() { return this.write('json').toString(); }

  csv() { return this.write('csv').toString(); }

  ndjson() { return this.write('ndjson').toString(); }

  msgpack() { return this.write('msgpack'); }

  toJSON() { return JSON.parse(this.json()); }
}

module.exports = { Report };
