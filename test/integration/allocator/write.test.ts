import { chmod, lstat, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareFix } from '../../../src/engine/allocator/fix';
import { writeEdits } from '../../../src/engine/allocator/write';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

async function planned() {
  const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
  const { outcome } = await prepareFix({ manifestPath: root, allocator: 'jemalloc' });
  if (outcome.kind !== 'edits') throw new Error(outcome.kind);
  return { root, files: outcome.files };
}

describe('writing a fix', () => {
  it('keeps modes and symbolic links, and leaves nothing else behind', async () => {
    const { root, files } = await planned();
    const main = join(root, 'src/main.rs');
    await chmod(join(root, 'Cargo.toml'), 0o640);
    await mkdir(join(root, 'real'));
    await rename(main, join(root, 'real/main.rs'));
    await symlink('../real/main.rs', main);
    await writeEdits(files);
    expect((await stat(join(root, 'Cargo.toml'))).mode & 0o777).toBe(0o640);
    expect((await lstat(main)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(root, 'real/main.rs'), 'utf8')).toContain('#[global_allocator]');
    expect((await readdir(root)).sort()).toEqual(['Cargo.toml', 'real', 'src']);
    expect(await readdir(join(root, 'real'))).toEqual(['main.rs']);
  });

  it('names the build that has the allocator, from where it was called', async () => {
    const root = await writeCrate({
      'my service/Cargo.toml': `${MANIFEST}[[bin]]\nname = "srv"\npath = "src/main.rs"\nrequired-features = ["server"]\n[features]\nserver = []\n`,
      'my service/src/main.rs': MAIN,
    });
    const elsewhere = await fixIn(root, '--manifest-path', 'my service', '--feature', 'fast', '--write');
    expect(elsewhere.stderr).toContain(
      'Written. Build it with `cargo build --release --manifest-path "my service/Cargo.toml" --bin srv --features server,fast`,',
    );
    const { root: plain } = await planned();
    expect((await fixIn(plain, '--write')).stderr).toContain('`cargo build --release --bin service`,');
  });

  it('refuses a file that changed since, and writes none', async () => {
    const { root, files } = await planned();
    await writeFile(join(root, 'src/main.rs'), `${MAIN}// more\n`);
    await expect(writeEdits(files)).rejects.toMatchObject({ code: 'refused' });
    expect(await readFile(join(root, 'Cargo.toml'), 'utf8')).toBe(MANIFEST);
    expect(await readdir(join(root, 'src'))).toEqual(['main.rs']);
  });

  it('takes the first file back where the second cannot be replaced', async () => {
    const { root, files } = await planned();
    const manifest = files.filter(({ path }) => path.endsWith('Cargo.toml'));
    await expect(writeEdits([...manifest, ...manifest])).rejects.toMatchObject({ code: 'refused' });
    expect(await readFile(join(root, 'Cargo.toml'), 'utf8')).toBe(MANIFEST);
    expect((await readdir(root)).sort()).toEqual(['Cargo.toml', 'src']);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const { root } = await planned();
    await writeFile(join(root, 'src/main.rs'), Buffer.from([0x66, 0x6e, 0xff, 0xfe]));
    const run = await fixIn(root, '--write');
    expect(run.code).toBe(2);
    expect(await readFile(join(root, 'Cargo.toml'), 'utf8')).toBe(MANIFEST);
  });

  it('plans for the text of an unsaved editor', async () => {
    const { root } = await planned();
    const main = join(root, 'src/main.rs');
    const unsaved = 'use std::env;\n\nfn main() {}\n';
    const { outcome } = await prepareFix({
      manifestPath: root,
      allocator: 'jemalloc',
      readFile: async (path) => (path === main ? unsaved : undefined),
    });
    const file = outcome.kind === 'edits' ? outcome.files.find(({ path }) => path === main) : undefined;
    expect(file?.before).toBe(unsaved);
    expect(file?.edits[0]?.start).toBe('use std::env;\n'.length);
  });
});
