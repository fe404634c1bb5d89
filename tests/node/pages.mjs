// The blocks of JavaScript in pages of the documentation, as programs: pages.mjs FOLDER PAGE ...
//
// The blocks of a page run in order in one folder, where the package is installed.  ```text
// js-prints behind a block is what it must have printed; the word no-run leaves a block alone.
// Every page finds an empty store, chatbot.store.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const [folder, ...pages] = process.argv.slice(2);

function blocks(text) {
  return [...text.matchAll(/^```(\S+)([^\n]*)\n(.*?)^```$/gms)].map((found) => ({
    language: found[1], words: found[2].trim().split(' '), text: found[3],
    line: text.slice(0, found.index).split('\n').length }));
}

// What is wrong with a page, and how many blocks it has.
function run(text, name, place) {
  const problems = [];
  let printed = '';
  let count = 0;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  createRequire(join(place, 'page.mjs'))('revanalytics').create(join(place, 'chatbot.store')).close();
  for (const { language, words, text: code, line } of blocks(text)) {
    if (language === 'text' && words.includes('js-prints') && code.trim() !== printed.trim()) {
      problems.push(`${name}:${line}: what is printed is:\n${printed}`);
    }
    if (language !== 'js' || words.includes('no-run')) continue;
    const program = join(place, `block-${line}.mjs`);
    writeFileSync(program, code);
    const done = spawnSync(process.execPath, [program], { cwd: place, encoding: 'utf8', timeout: 60000 });
    printed = done.stdout;
    count++;
    if (done.status !== 0) problems.push(`${name}:${line}: this block ends with ${done.status}:\n${done.stderr}`);
  }
  return { problems, count };
}

const problems = [];
let count = 0;
for (const page of pages) {
  const name = basename(page);
  const done = run(readFileSync(page, 'utf8'), name, join(folder, `page-${name}`));
  problems.push(...done.problems);
  count += done.count;
}
// A control: blocks that fail, or print something else, must be seen.
const wrong = '```js\nthrow new Error("wrong");\n```\n```js\nconsole.log(1);\n```\n```text js-prints\n2\n```\n';
if (run(wrong, 'control', join(folder, 'page-control')).problems.length !== 2) problems.push('bad blocks are not seen');
if (count === 0) problems.push('no block was run');
console.log(problems.join('\n') || `${count} blocks of JavaScript ran`);
process.exit(problems.length > 0 ? 1 : 0);
