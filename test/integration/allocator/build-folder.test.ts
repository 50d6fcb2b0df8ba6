/** jemalloc's build does not take a path with a space. */
import { spawnSync } from 'node:child_process';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const { CARGO_TARGET_DIR } = process.env;

afterEach(() => {
  if (CARGO_TARGET_DIR === undefined) delete process.env.CARGO_TARGET_DIR;
  else process.env.CARGO_TARGET_DIR = CARGO_TARGET_DIR;
});

async function spacedCrate(): Promise<string> {
  const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
  const crate = join(root, 'a service');
  await mkdir(crate);
  for (const name of ['Cargo.toml', 'src']) await rename(join(root, name), join(crate, name));
  return crate;
}

describe('a build folder with a space in its path', () => {
  it('is said before jemalloc fails in it', async () => {
    const crate = await spacedCrate();
    const { stderr } = await fixIn(crate, '--write');
    expect(stderr).toContain(`Note: jemalloc cannot be built in ${join(crate, 'target')}: `);
    expect(stderr).toContain('Set CARGO_TARGET_DIR to a folder without one, or choose --allocator mimalloc.');
    const build = spawnSync('cargo', ['build', '--quiet'], { cwd: crate, encoding: 'utf8' });
    expect(build.stderr).toContain('should not contain spaces');
  }, 120_000);

  it.each(['mimalloc', 'snmalloc'])('is none of the troubles of %s', async (allocator) => {
    expect((await fixIn(await spacedCrate(), '--allocator', allocator)).stderr).not.toContain('Note: ');
  });

  it('is no trouble where cargo builds elsewhere', async () => {
    const crate = await spacedCrate();
    process.env.CARGO_TARGET_DIR = '/tmp/elsewhere';
    expect((await fixIn(crate)).stderr).not.toContain('Note: ');
    delete process.env.CARGO_TARGET_DIR;
    await mkdir(join(crate, '.cargo'));
    await writeFile(join(crate, '.cargo/config.toml'), '[build]\ntarget-dir = "/tmp/elsewhere"\n');
    expect((await fixIn(crate)).stderr).not.toContain('Note: ');
  });
});
