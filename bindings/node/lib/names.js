'use strict';
// Names: the library writes revenue_net, JavaScript revenueNet.

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

const moment = (micros) => (micros === null || micros !== micros ? null : new Date(Number(micros) / 1000));

// An object of figures as the library names them, with names of ours and instants as Dates.
function figures(object) {
  const made = {};
  for (const [name, value] of Object.entries(object)) {
    made[camel(name)] = name.endsWith('_at') ? moment(value) : value;
  }
  return made;
}

module.exports = { camel, moment, figures };
