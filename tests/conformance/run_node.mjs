// The cases of conformance through the Node package: run_node.mjs PACKAGE
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const main = pathToFileURL(join(resolve(process.argv[2]), 'lib/index.mjs'));
const { create } = await import(main.href);
const { worlds, cases } = JSON.parse(readFileSync(new URL('cases.json', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'rva-conformance-'));

const stores = {};
for (const [name, { settings, events }] of Object.entries(worlds)) {
  stores[name] = create(join(folder, name), { settings, durability: 'ephemeral' });
  stores[name].recordMany(events);
}

// The file has the JSON without the end of line that every form of text has.
async function answer({ world, report, query }) {
  const text = (await stores[world].report(report, query)).json();
  return text.endsWith('\n') ? text.slice(0, -1) : 'no end of line';
}

// Where an answer first differs.
function difference({ name, expected }, got) {
  let at = 0;
  while (at < expected.length && expected[at] === got[at]) at++;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `${name}, byte ${at}:\n  expected ${around(expected)}\n  got      ${around(got)}`;
}

// What is wrong with the answers.
async function differences(ask) {
  const problems = [];
  for (const one of cases) {
    const got = await ask(one);
    if (got !== one.expected) problems.push(difference(one, got));
  }
  return problems;
}

const problems = await differences(answer);
// A control: an answer that is off by one byte must be seen.
if ((await differences((one) => one.expected.slice(0, -1))).length !== cases.length) {
  problems.push('an answer that lacks a byte is not seen');
}
rmSync(folder, { recursive: true });
console.log(problems.join('\n') || `${cases.length} cases agree to the byte`);
process.exit(problems.length > 0 ? 1 : 0);
