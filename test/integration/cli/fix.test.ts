import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MAIN, MANIFEST, writeCrate } from '../allocator/crate';
import { temporaryFolder } from '../support';
import { startCli } from './run-cli';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** Raises a signal once the first of the files is in its place; one that nobody holds ends the program there. */
const HOOK = `const fs = require('node:fs/promises');
const rename = fs.rename;
let count = 0;
fs.rename = async (...args) => {
  await rename(...args);
  if (++count === 1) process.kill(process.pid, process.env.RAISED);
};`;

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s while a fix is written finds all of its files changed',
  async (signal) => {
    const hook = path.join(folder, 'hook.cjs');
    writeFileSync(hook, HOOK);
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    const child = startCli(['fix', '--allocator', 'jemalloc', '--write'], {
      cwd: root,
      env: { NODE_OPTIONS: `--require ${hook}`, RAISED: signal },
    });
    const ended = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
    expect(ended).toBe(signal);
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toContain('tikv-jemallocator');
    expect(readFileSync(path.join(root, 'src/main.rs'), 'utf8')).toContain('global_allocator');
    expect(readdirSync(path.join(root, 'src'))).toEqual(['main.rs']);
  },
);
