'use strict';
// Rows from what src/packed.c makes: one text, one row of numbers.

const addon = require('./addon.js');
const { camel } = require('./names.js');

const TEXT = addon.RVA_COLUMN_TEXT;
const INSTANT = addon.RVA_COLUMN_INSTANT;
const FLAG = addon.RVA_COLUMN_FLAG;

class Reader {
  constructor([text, numbers, great]) {
    this.texts = text.split('\0');
    this.numbers = numbers;
    this.great = new Map();
    for (let i = 0; great !== undefined && i < great.length; i += 2) {
      this.great.set(Number(great[i]), great[i + 1]);
    }
    this.text = 0;
    this.number = 0;
  }

  nextText() { return this.texts[this.text++]; }

  nextNumber() { return this.numbers[this.number++]; }

  column(rows) {
    const name = camel(this.nextText());
    const type = this.nextNumber();
    const values = new Array(rows);
    if (type === TEXT) {
      const none = this.nextNumber();
      for (let row = 0; row < rows; row++) values[row] = this.texts[this.text++];
      for (let i = 0; i < none; i++) values[this.nextNumber()] = null;
      return { name, type, values };
    }
    for (let row = 0; row < rows; row++) {
      const value = this.numbers[this.number];
      if (value !== value) values[row] = null;
      else if (type === FLAG) values[row] = value !== 0;
      else if (type === INSTANT) values[row] = new Date(value / 1000);
      else values[row] = this.great.size > 0 && this.great.has(this.number)
        ? this.great.get(this.number) : value;
      this.number++;
    }
    return { name, type, values };
  }

  table() {
    const name = camel(this.nextText());
    const rows = this.nextNumber();
    const count = this.nextNumber();
    const columns = [];
    for (let i = 0; i < count; i++) columns.push(this.column(rows));
    return { name, rows: rowsOf(columns, rows) };
  }
}

const makers = new Map();

// A function that makes rows of these columns; names come from the library alone.
function makerOf(columns) {
  const key = columns.map((column) => column.name).join();
  let maker = makers.get(key);
  if (maker === undefined) {
    const names = columns.map((column) => JSON.stringify(column.name));
    maker = new Function('c', 'n', 'const r = new Array(n);' +
      columns.map((_, i) => `const c${i} = c[${i}].values;`).join('') +
      `for (let i = 0; i < n; i++) r[i] = {${names.map((name, i) => `${name}: c${i}[i]`)}};` +
      'return r;');
    makers.set(key, maker);
  }
  return maker;
}

function rowsOf(columns, rows) {
  return makerOf(columns)(columns, rows);
}

module.exports = { Reader };
