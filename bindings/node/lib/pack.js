'use strict';
// Events as bytes, which common/packed.c reads: one crossing for all the fields of an event.

const addon = require('./addon.js');
const { InvalidError } = require('./errors.js');
const { camel } = require('./names.js');

const fields = new Map();
for (let place = 0, field; (field = addon.rva_field_at(place)) !== null; place++) {
  const [name, form, , , names] = field;
  const known = { place, name, form, names: null };
  if (names !== null) known.names = new Map(names.split('|').map((one, index) => [one, index]));
  fields.set(name, known);
  fields.set(camel(name), known);
}
const TYPE = fields.get('type');
const AT = fields.get('at');
const END = 255;
const SHORT = 64; // letter by letter is faster up to here

let bytes = Buffer.allocUnsafe(1 << 16);
let view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
let size = 0;

function reserve(more) {
  if (size + more <= bytes.length) return;
  const grown = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, size + more));
  bytes.copy(grown, 0, 0, size);
  bytes = grown;
  view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function refuse(field, message) {
  throw new InvalidError(`field "${field}": ${message}`, field);
}

const kind = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const ill = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

// The bytes of a text that is not short, or not ASCII; returns how many.
function writeLong(field, value, start) {
  if (value.includes('\0')) refuse(field.name, 'the text has a NUL character in it');
  if (ill.test(value)) refuse(field.name, 'the text cannot be written as UTF-8');
  return bytes.write(value, start);
}

function writeText(field, value) {
  if (typeof value !== 'string') refuse(field.name, `a string is needed, not ${kind(value)}`);
  const length = value.length;
  reserve(length * 3 + 6);
  bytes[size] = field.place;
  const start = size + 5;
  let written = 0;
  if (length <= SHORT) {
    for (; written < length; written++) {
      const code = value.charCodeAt(written);
      if (code > 127 || code === 0) break;
      bytes[start + written] = code;
    }
  }
  if (written < length) written = writeLong(field, value, start);
  bytes[start + written] = 0;
  view.setUint32(size + 1, written, true);
  size = start + written + 1;
}

function writeInteger(field, value) {
  reserve(9);
  bytes[size] = field.place;
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) !== value || value === -(2n ** 63n)) {
      refuse(field.name, 'the number is beyond 64 bits');
    }
    view.setBigInt64(size + 1, value, true);
  } else {
    if (typeof value !== 'number') refuse(field.name, `a number is needed, not ${kind(value)}`);
    if (!Number.isSafeInteger(value)) refuse(field.name, 'a whole number is needed, beyond 2^53 a bigint');
    const high = Math.floor(value / 4294967296);
    view.setUint32(size + 1, value - high * 4294967296, true);
    view.setInt32(size + 5, high, true);
  }
  size += 9;
}

function instant(field, value) {
  if (value instanceof Date) {
    const at = value.getTime();
    if (Number.isNaN(at)) refuse(field.name, 'the date is not valid');
    return at * 1000;
  }
  if (typeof value === 'string') {
    try {
      return addon.rva_instant_parse(value);
    } catch (error) {
      return refuse(field.name, error.message);
    }
  }
  return refuse(field.name, `a Date or a text like 2026-03-01T14:03:22Z is needed, not ${kind(value)}`);
}

function objectText(field, value) {
  if (kind(value) !== 'object') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return refuse(field.name, 'the object cannot be written as JSON');
  }
}

function nameNumber(field, value) {
  const number = typeof value === 'string' ? field.names.get(value) : undefined;
  if (number === undefined) {
    const what = typeof value === 'string' ? JSON.stringify(value) : kind(value);
    refuse(field.name, `got ${what}; it must be one of ${[...field.names.keys()].join('|')}`);
  }
  return number;
}

function writeReal(field, value) {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    refuse(field.name, `a number is needed, not ${kind(value)}`);
  }
  reserve(9);
  bytes[size] = field.place;
  view.setFloat64(size + 1, value, true);
  size += 9;
}

function writeField(field, value) {
  switch (field.form) {
    case addon.RVA_FIELD_TEXT: return writeText(field, value);
    case addon.RVA_FIELD_INTEGER: return writeInteger(field, value);
    case addon.RVA_FIELD_REAL: return writeReal(field, value);
    case addon.RVA_FIELD_NAME: return writeInteger(field, nameNumber(field, value));
    case addon.RVA_FIELD_INSTANT: return writeInteger(field, instant(field, value));
    case addon.RVA_FIELD_OBJECT: return writeText(field, objectText(field, value));
    default:
      if (typeof value !== 'boolean') refuse(field.name, `true or false is needed, not ${kind(value)}`);
      return writeInteger(field, value ? 1 : 0);
  }
}

// One event; undefined and null are absent, as null is in JSON.  One whose type is the method's
// happened now when it does not say when.
function writeEvent(event, type) {
  if (kind(event) !== 'object') throw new TypeError(`an event is an object, not ${kind(event)}`);
  let typed = type !== undefined;
  let dated = !typed || type === 'erase' || type === 'void';
  if (typed) writeField(TYPE, type);
  for (const key in event) {
    const value = event[key];
    if (value === undefined || value === null) continue;
    const field = fields.get(key);
    if (field === undefined) refuse(key, 'there is no such field; see docs/events.md');
    if (field === TYPE) {
      if (type !== undefined && value !== type) refuse('type', `it is ${type} here`);
      if (type !== undefined) continue;
      typed = true;
    }
    if (field === AT) dated = true;
    writeField(field, value);
  }
  if (!dated) writeInteger(AT, Date.now() * 1000);
  if (!typed) refuse('type', `missing; one of ${[...TYPE.names.keys()].join('|')}`);
  reserve(1);
  bytes[size++] = END;
}

// The room is one for all; a getter of an event that records another is refused.
let packing = false;

function begin() {
  if (packing) throw new TypeError('an event is being read: it cannot record another meanwhile');
  packing = true;
  size = 4;
}

// The bytes of one event, until the next call here; what follows in the room does not matter.
function packOne(event, type) {
  begin();
  try {
    writeEvent(event, type);
  } finally {
    packing = false;
  }
  view.setUint32(0, 1, true);
  return bytes;
}

// The bytes of a list, and what could not even be read; `places` are those of the others.
function packMany(events) {
  const places = [];
  const refused = [];
  begin();
  try {
    for (let index = 0; index < events.length; index++) {
      const before = size;
      try {
        writeEvent(events[index]);
        places.push(index);
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        size = before;
        refused.push({ index, outcome: 'refused', error });
      }
    }
  } finally {
    packing = false;
  }
  view.setUint32(0, places.length, true);
  return { bytes, places, refused };
}

module.exports = { packOne, packMany, instant, types: [...TYPE.names.keys()] };
