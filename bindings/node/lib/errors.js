'use strict';
// One class for each status of the library.

const addon = require('./addon.js');

class RevanalyticsError extends Error {
  constructor(message, field) {
    super(message);
    this.field = field || null;
  }
}
Object.defineProperty(RevanalyticsError.prototype, 'name', { value: 'RevanalyticsError' });

const classes = new Map();
const errors = { RevanalyticsError };
for (let number = 1; addon[`RVA_${addon.rva_status_name(number)}`] === number; number++) {
  const code = addon.rva_status_name(number);
  const name = code.toLowerCase().replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase()) +
    'Error';
  const made = { [name]: class extends RevanalyticsError {} }[name];
  Object.defineProperty(made.prototype, 'name', { value: name });
  Object.defineProperty(made.prototype, 'code', { value: code, enumerable: true });
  classes.set(number, made);
  errors[name] = made;
}

addon.rvn_set_error((status, field, message) =>
  new (classes.get(status) || RevanalyticsError)(message, field));

module.exports = errors;
