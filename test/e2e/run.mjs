#!/usr/bin/env node
// @ts-check
/** `npm run test:e2e`: packs the extension, then runs every `*.e2e.mjs` against a real VS Code, one after another. Closes with a line `failed: …` for each that failed, and `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
/** `npm run test:e2e -- profile fix` runs the files whose names have one of these words in them. */
const wanted = process.argv.slice(2);

const files = (await readdir(HERE))
  .filter((name) => name.endsWith('.e2e.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort()
  .map((name) => join(HERE, name));
const scratch = await mkdtemp(join(tmpdir(), 'stairstep-vsix-'));
let passed = 0;
/** @type {string[]} */
const failures = [];
try {
  if (files.length === 0) throw new Error('There is no test to run.');
  await setup();
  process.env.STAIRSTEP_VSIX = join(scratch, 'stairstep.vsix');
  const pack = spawnSync('npm', ['run', '--silent', 'package', '--', '--out', process.env.STAIRSTEP_VSIX], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (pack.status !== 0) throw new Error('The extension could not be packed.');
  await runFiles();
} catch (error) {
  failures.push(messageOf(error));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
console.log();
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function messageOf(/** @type {unknown} */ error) {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}

/** One file at a time: each has an editor, a browser and a service under load. */
async function runFiles() {
  const stream = run({ files, concurrency: 1 });
  let ended = '';
  const isTest = (/** @type {{ details: { type?: string }, name: string }} */ { details, name }) =>
    details.type !== 'suite' && !files.includes(name);
  stream.on('test:pass', (data) => {
    if (isTest(data)) passed++;
  });
  stream.on('test:fail', (data) => {
    const failure = `${relative(ROOT, data.file ?? '')}: ${data.name}: ${messageOf(data.details.error)}`;
    if (isTest(data)) failures.push(failure);
    else ended = failure;
  });
  for await (const text of stream.compose(spec())) process.stdout.write(text);
  // a file that ends early, or a group whose editor does not start, may have no test of its own that failed
  if (ended && failures.length === 0) failures.push(ended);
}
