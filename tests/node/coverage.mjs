// Nothing of the library is left out of the Node package: coverage.mjs SOURCES PACKAGE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [sources, place] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(import.meta.url);
const addon = require(join(place, 'lib/addon.js'));
const revanalytics = require(place);
const read = (...path) => readFileSync(join(sources, ...path), 'utf8');
const problems = [];

// Every function of the library is wrapped, or left out by name.
const interfaces = read('bindings/revanalytics.i') + read('bindings/node/typemaps.i');
const leftOut = new Set([...interfaces.matchAll(/%ignore (rva_\w+);/g)].map((found) => found[1]));
function missing(symbols) {
  return symbols.filter((name) => !(name in addon) && !leftOut.has(name));
}
const symbols = read('lib/SYMBOLS').trim().split(/\s+/);
problems.push(...missing(symbols).map((name) => `${name} is neither wrapped nor left out`));
if (missing(['rva_not_there']).length !== 1) problems.push('what is missing is not seen');

// What Python's stores can do, JavaScript's can: the same word in camelCase.
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const python = read('bindings/python/revanalytics/_store.py');
const reports = read('bindings/python/revanalytics/_reports.py');
const store = python.slice(python.indexOf('\nclass Store'), python.indexOf('\ndef _chunks'))
  + reports.slice(reports.indexOf('\nclass Reporting'));
const methods = [...store.matchAll(/^ {4}def ([a-z]\w*)\(/gm)].map((found) => camel(found[1]));
if (methods.length < 20) problems.push('the methods of Python are not found');
const own = new Set([...Object.getOwnPropertyNames(revanalytics.Store.prototype), 'closed']);
problems.push(...methods.filter((name) => !own.has(name)).map((name) => `store.${name}() is Python's alone`));

// Every export and every method has a type.
const types = ['index', 'events', 'reports', 'errors'].map((name) => read(`bindings/node/types/${name}.d.ts`)).join('\n');
for (const [name, value] of Object.entries(revanalytics)) {
  if (!new RegExp(`^export (class|function|const) ${name}\\b`, 'm').test(types)) problems.push(`${name} has no type`);
  if (!/^class\b/.test(String(value))) continue;
  for (const method of Object.getOwnPropertyNames(value.prototype)) {
    const isInherited = method in Error.prototype || method in require('node:events').prototype;
    if (method === 'constructor' || isInherited || method === 'code') continue;
    if (!new RegExp(`^ +${method}[(<]`, 'm').test(types)) problems.push(`${name}.${method}() has no type`);
  }
}

// The package has the version of the library.
const { version } = JSON.parse(read('bindings/node/package.json'));
if (version !== revanalytics.version) problems.push(`package.json has ${version}, the library ${revanalytics.version}`);

console.log(problems.join('\n') || `${symbols.length} functions of the library, ${methods.length} methods of Python's stores`);
process.exit(problems.length > 0 ? 1 : 0);
