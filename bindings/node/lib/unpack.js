'use strict';
// Events from what src/feed.c makes: a field's place and its value, one after the other.

const addon = require('./addon.js');
const { camel, moment } = require('./names.js');

const fields = [];
for (let place = 0, field; (field = addon.rva_field_at(place)) !== null; place++) {
  fields.push({ name: camel(field[0]), form: field[1], names: field[4]?.split('|') });
}

function valueOf(field, value) {
  switch (field.form) {
    case addon.RVA_FIELD_NAME: return field.names[value];
    case addon.RVA_FIELD_FLAG: return value !== 0;
    case addon.RVA_FIELD_INSTANT: return moment(value);
    default: return value;
  }
}

function eventOf(packed) {
  const event = {};
  for (let i = 0; i < packed.length; i += 2) {
    const field = fields[packed[i]];
    event[field.name] = valueOf(field, packed[i + 1]);
  }
  return event;
}

module.exports = { eventOf };
