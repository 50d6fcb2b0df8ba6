import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const exec = promisify(execFile);

const SETS = '#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n';
const HELPER = '[package]\nname = "helper"\nversion = "0.3.0"\nedition = "2021"\n';
const { PATH = '', TMPDIR = tmpdir() } = process.env;

afterEach(() => {
  Object.assign(process.env, { PATH, TMPDIR });
});

/** A cargo that notes every file of the folder after each of its calls. */
async function watchedCargo(root: string): Promise<() => Promise<string>> {
  const bin = await writeCrate({ 'seen.txt': '' });
  const { stdout } = await exec('sh', ['-c', 'command -v cargo']);
  const script = `#!/bin/sh\n${stdout.trim()} "$@"\ncode=$?\nfind ${root} >> ${bin}/seen.txt\nexit $code\n`;
  await writeFile(join(bin, 'cargo'), script);
  await chmod(join(bin, 'cargo'), 0o755);
  process.env.PATH = `${bin}:${PATH}`;
  return () => readFile(join(bin, 'seen.txt'), 'utf8');
}

it('never has cargo make a lock file, not even for a moment', async () => {
  const root = await writeCrate({
    'ws/Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    'ws/crates/service/Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "../../../outside/helper" }\n`,
    'ws/crates/service/src/main.rs': MAIN,
    'outside/helper/Cargo.toml': HELPER,
    'outside/helper/src/lib.rs': SETS,
  });
  const before = await readdir(root, { recursive: true });
  const seen = await watchedCargo(root);
  process.env.TMPDIR = await writeCrate({});
  const run = await fixIn(join(root, 'ws'));
  expect(run.stderr).toMatch(/helper 0\.3\.0 already sets/);
  expect(await seen()).toContain('main.rs');
  expect(await seen()).not.toContain('Cargo.lock');
  expect(await readdir(root, { recursive: true })).toEqual(before);
  expect(await readdir(process.env.TMPDIR)).toEqual([]);
});

it('reads past a lock file that is out of date, and leaves it so', async () => {
  const root = await writeCrate({
    'Cargo.toml': MANIFEST,
    'src/main.rs': MAIN,
    'helper/Cargo.toml': `${HELPER}[features]\ndefault = ["on"]\non = []\n`,
    'helper/src/lib.rs': `#[cfg(feature = "on")]\n${SETS}`,
  });
  await exec('cargo', ['generate-lockfile', '--offline'], { cwd: root });
  const lock = await readFile(join(root, 'Cargo.lock'), 'utf8');
  await writeFile(join(root, 'Cargo.toml'), `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n`);
  const run = await fixIn(root);
  expect(run.stderr).toMatch(/helper 0\.3\.0 already sets/);
  expect(await readFile(join(root, 'Cargo.lock'), 'utf8')).toBe(lock);
});

it('leaves a target folder as it is', async () => {
  const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
  await mkdir(join(root, 'target'));
  expect(await fixIn(root)).toMatchObject({ code: 0 });
  expect(await readdir(join(root, 'target'))).toEqual([]);
});

it.each([
  { name: 'cargo resolves them', more: '' },
  { name: 'cargo cannot resolve them', more: 'no-such-crate-here = "99"\n' },
])(
  'without a lock file asks for the version whose native library is there, where $name',
  async ({ more }) => {
    const helper = `${HELPER}[dependencies]\ntikv-jemalloc-sys = "0.6"\n`;
    const files = { 'helper/Cargo.toml': helper, 'helper/src/lib.rs': '' };
    const fetched = await writeCrate(files);
    await exec('cargo', ['fetch', '--quiet'], { cwd: join(fetched, 'helper') });
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n${more}`,
      'src/main.rs': MAIN,
      ...files,
    });
    expect((await fixIn(root)).stdout).toContain('+tikv-jemallocator = "0.6"\n');
  },
);
