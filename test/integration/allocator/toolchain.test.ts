import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { readMetadata } from '../../../src/engine/cargo/metadata';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const exec = promisify(execFile);
const { PATH = '', CARGO, CARGO_HOME, HOME = '' } = process.env;
const CRATE = { 'Cargo.toml': `${MANIFEST}[dependencies]\nserde = "1"\n`, 'src/main.rs': MAIN };

const hasRustup = spawnSync('rustup', ['--version']).status === 0;

afterEach(() => {
  Object.assign(process.env, { PATH, HOME });
  if (CARGO === undefined) delete process.env.CARGO;
  else process.env.CARGO = CARGO;
  if (CARGO_HOME === undefined) delete process.env.CARGO_HOME;
  else process.env.CARGO_HOME = CARGO_HOME;
});

describe('without what a build needs', () => {
  it('plans without cargo, and says what to do', async () => {
    const root = await writeCrate(CRATE);
    Object.assign(process.env, { PATH: root, CARGO_HOME: root });
    const run = await fixIn(root);
    expect(run.stdout).toContain('+tikv-jemallocator = ');
    expect(run.stderr).toMatch(/^Note: There is no cargo .*\. Install the Rust toolchain from .*\n/);
    expect(run.stderr).toMatch(/searched .*: serde\. .* mend that and run this again/);
  });

  it('asks which of several binaries is meant, and no more', async () => {
    const root = await writeCrate({ ...CRATE, 'src/bin/other.rs': MAIN });
    Object.assign(process.env, { PATH: root, CARGO_HOME: root });
    const { stderr } = await fixIn(root);
    expect(stderr).toMatch(/^There is more than one binary\.\nChoose with --bin: /);
  });

  it('knows what the workspace says of its packages', async () => {
    const root = await writeCrate({
      'Cargo.toml':
        '[workspace]\nmembers = ["service"]\nexclude = ["apart"]\n[workspace.package]\nedition = "2024"\n[workspace.dependencies]\ntikv-jemallocator = "0.6"\n',
      'service/Cargo.toml': '[package]\nname = "service"\nedition.workspace = true\n',
      'service/src/main.rs': MAIN,
      'apart/Cargo.toml': MANIFEST,
      'apart/src/main.rs': MAIN,
    });
    Object.assign(process.env, { PATH: root, CARGO_HOME: root });
    const options = ['--options', 'background_thread:true'];
    const { stdout } = await fixIn(join(root, 'service'), ...options);
    expect(stdout).toContain('+tikv-jemallocator = { workspace = true }\n');
    expect(stdout).toContain('+#[unsafe(export_name = "_rjem_malloc_conf")]\n');
    const apart = await fixIn(join(root, 'apart'), ...options);
    expect(apart.stdout).toContain('+#[export_name = "_rjem_malloc_conf"]\n');
    expect(apart.stdout).not.toContain('workspace');
  });

  it('finds cargo where rustup puts it', async () => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    const { stdout } = await exec('sh', ['-c', 'command -v cargo'], { env: { PATH } });
    Object.assign(process.env, { PATH: root, CARGO_HOME: dirname(dirname(stdout.trim())) });
    expect((await fixIn(root)).stderr).not.toContain('Note');
  });

  it('takes the cargo that CARGO names', async () => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    const { stdout } = await exec('sh', ['-c', 'command -v cargo'], { env: { PATH } });
    Object.assign(process.env, { PATH: root, CARGO_HOME: root, CARGO: stdout.trim() });
    expect((await fixIn(root)).stderr).not.toContain('Note');
  });

  it.skipIf(!hasRustup).each([
    {
      channel: '1.0.0',
      says: /The toolchain 1\.0\.0-\S+ is not installed\. Run `rustup toolchain install` in/,
    },
    { channel: 'none-such', says: /The toolchain none-such, named in \S+, is not installed\. Link it/ },
  ])('names the toolchain $channel that is not installed', async ({ channel, says }) => {
    const root = await writeCrate({
      ...CRATE,
      'rust-toolchain.toml': `[toolchain]\nchannel = "${channel}"\n`,
    });
    expect((await fixIn(root)).stderr).toMatch(says);
    const env = { ...process.env, RUSTUP_AUTO_INSTALL: '0' };
    await expect(readMetadata(join(root, 'Cargo.toml'), env)).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringContaining('is not installed'),
    });
  });
});

it("knows the target of the configuration in cargo's own folder", async () => {
  const home = await writeCrate({ 'config.toml': '[build]\ntarget = "wasm32-unknown-unknown"\n' });
  process.env.CARGO_HOME = home;
  const run = await fixIn(await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN }));
  expect(run.stderr).toContain('service is built for WebAssembly (build.target is wasm32-unknown-unknown)');
});

it('says that a lock file changes', async () => {
  const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
  expect((await fixIn(root)).stderr).not.toContain('Cargo.lock');
  await writeFile(
    join(root, 'Cargo.lock'),
    'version = 4\n\n[[package]]\nname = "service"\nversion = "0.1.0"\n',
  );
  expect((await fixIn(root, '--write')).stderr).toContain('Cargo.lock changes with the next build');
  expect((await fixIn(root)).stderr).not.toContain('Cargo.lock');
});
