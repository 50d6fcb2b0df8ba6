/** `npm run bench`: every `*.bench.mjs` beside this, or those that are named: `npm run bench -- load gap`. Prints tables. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ title: string, header: string[], rows: string[][] }} Table */

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.mjs'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
  .sort();
if (files.length === 0) throw new Error(`no bench is called ${wanted.join(' or ')}`);

/** @param {Table} table */
function print({ title, header, rows }) {
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => (row[i] ?? '').length)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  console.log(['', title, '', line(header), rule, ...rows.map(line)].join('\n'));
}

for (const file of files) {
  const bench = await import(path.join(import.meta.dirname, file));
  console.error(`${bench.name} ...`);
  print(await bench.run());
}
