#!/usr/bin/env node
// @ts-check
/** `npm run test:e2e`: packs the extension, then runs every `*.e2e.mjs` against a real VS Code, one after another. Closes with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
const total = { passed: 0, failed: 0 };
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
  console.error(error instanceof Error ? error.message : error);
  total.failed++;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** One file at a time: each has an editor, a browser and a service under load. */
async function runFiles() {
  const stream = run({ files, concurrency: 1 });
  let broken = false;
  const isTest = (/** @type {{ details: { type?: string }, name: string }} */ { details, name }) =>
    details.type !== 'suite' && !files.includes(name);
  stream.on('test:pass', (data) => {
    if (isTest(data)) total.passed++;
  });
  stream.on('test:fail', (data) => {
    // a file that ends early, or a group whose editor does not start, may have no test of its own that failed
    broken = true;
    if (isTest(data)) total.failed++;
  });
  for await (const text of stream.compose(spec())) process.stdout.write(text);
  if (broken) total.failed = Math.max(total.failed, 1);
}
