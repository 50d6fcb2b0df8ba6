/** Small crates on disk, and the fix run on them. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { runFix } from '../../../src/cli/fix';
import { UserError } from '../../../src/core/errors';

export const MANIFEST = '[package]\nname = "service"\nversion = "0.1.0"\nedition = "2021"\n';
export const MAIN = 'fn main() {}\n';

/** Shared by all crates, so that jemalloc's C code is built once. */
export const TARGET = join(
  process.env.STAIRSTEP_CACHE ?? join(homedir(), '.cache/stairstep'),
  'layouts-target',
);

const run = promisify(execFile);

/** Fetch jemalloc and build it into the shared target, where it is not there yet. */
export async function buildJemalloc(): Promise<void> {
  await run('cargo', ['build', '--quiet', '--target-dir', TARGET], {
    cwd: await crateWith('tikv-jemallocator = "0.7"'),
  });
}

/** Fetch snmalloc, which is built where it is first checked. */
export async function fetchSnmalloc(): Promise<void> {
  await run('cargo', ['fetch', '--quiet'], { cwd: await crateWith('snmalloc-rs = "0.7"') });
}

function crateWith(dependency: string): Promise<string> {
  return writeCrate({ 'Cargo.toml': `${MANIFEST}[dependencies]\n${dependency}\n`, 'src/main.rs': MAIN });
}

/** Of the tests of one file, deleted after them. */
const crates: string[] = [];

afterAll(() => Promise.all(crates.splice(0).map((crate) => rm(crate, { recursive: true, force: true }))));

/** Write files into a new temporary folder, which is there until the tests of the file have ended. */
export async function writeCrate(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'stairstep-fix-'));
  crates.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

export interface FixRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Run `stairstep fix` in a folder; a refusal is told as the command line tells it. */
export async function fixIn(cwd: string, ...argv: string[]): Promise<FixRun> {
  const run: FixRun = { code: 2, stdout: '', stderr: '' };
  const io = {
    stdout: (text: string) => {
      run.stdout += text;
    },
    stderr: (text: string) => {
      run.stderr += text;
    },
    cwd,
  };
  try {
    run.code = await runFix(argv, io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    run.stderr += `${error.message}\n${error.remedy}\n`;
  }
  return run;
}
