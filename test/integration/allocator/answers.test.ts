import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const exec = promisify(execFile);

const MIMALLOC_STATIC = '#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n';
const HELPER = '[package]\nname = "helper"\nversion = "0.3.0"\nedition = "2021"\n';

interface Refused {
  name: string;
  files: Record<string, string>;
  flags?: string[];
  says: RegExp;
}

const REFUSED: Refused[] = [
  {
    name: 'an allocator in a dependency',
    files: {
      'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': `${HELPER}[features]\ndefault = ["on"]\non = []\n`,
      'helper/src/lib.rs': 'mod deep;\n',
      'helper/src/deep/mod.rs': '#[cfg(feature = "on")]\nmod a;\n',
      'helper/src/deep/a.rs': 'use std::alloc::System;\n#[global_allocator]\nstatic A: System = System;\n',
    },
    says: /helper 0\.3\.0 already sets the global allocator/,
  },
  {
    name: 'an allocator in a dependency of a package that cargo cannot resolve',
    files: {
      'Cargo.toml': `${MANIFEST}[dependencies]\nno-such-crate-here = "99"\nhelper = { path = "helper" }\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': HELPER,
      'helper/src/lib.rs': 'use std::alloc::System;\n#[global_allocator]\nstatic A: System = System;\n',
    },
    says: /helper already sets the global allocator/,
  },
  {
    name: 'another allocator in the library of the package',
    files: {
      'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
      'src/main.rs': 'fn main() { service::run() }\n',
      'src/lib.rs': `pub fn run() {}\n${MIMALLOC_STATIC}`,
    },
    says: /already set at src\/lib\.rs:3 \(mimalloc/,
  },
  {
    name: 'a library',
    files: { 'Cargo.toml': MANIFEST, 'src/lib.rs': '' },
    says: /has no binary: a library/,
  },
  {
    name: 'a procedural macro',
    files: { 'Cargo.toml': `${MANIFEST}[lib]\nproc-macro = true\n`, 'src/lib.rs': '' },
    says: /procedural macro/,
  },
  {
    name: 'no_std',
    files: { 'Cargo.toml': MANIFEST, 'src/main.rs': '#![no_std]\n#![no_main]\n' },
    says: /is no_std \(src\/main\.rs\)/,
  },
  {
    name: 'a target of WebAssembly',
    files: {
      'Cargo.toml': MANIFEST,
      'src/main.rs': MAIN,
      '.cargo/config.toml': '[build]\ntarget = "wasm32-unknown-unknown"\n',
    },
    says: /WebAssembly \(build\.target is wasm32-unknown-unknown\)/,
  },
  {
    name: 'a program for the browser',
    files: {
      'Cargo.toml': `${MANIFEST}[dependencies]\nwasm-bindgen = "0.2"\n`,
      'src/main.rs': MAIN,
    },
    says: /it depends on wasm-bindgen/,
  },
  { name: 'an empty manifest', files: { 'Cargo.toml': '' }, says: /Cargo\.toml:1: .*no \[package\]/ },
  {
    name: 'a manifest that does not parse',
    files: { 'Cargo.toml': `${MANIFEST}[dependencies\n`, 'src/main.rs': MAIN },
    says: /Cargo\.toml:5:/,
  },
  {
    name: 'a workspace manifest that does not parse',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["a"]\nmembers = ["a"]\n',
      'a/Cargo.toml': MANIFEST,
      'a/src/main.rs': MAIN,
    },
    says: /Cargo\.toml:3:/,
  },
  {
    name: 'several binaries',
    files: { 'Cargo.toml': MANIFEST, 'src/bin/a.rs': MAIN, 'src/bin/b.rs': MAIN },
    says: /Choose with --bin: a, b/,
  },
  {
    name: 'no such binary',
    files: { 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN },
    flags: ['--bin', 'other'],
    says: /no binary "other"/,
  },
  {
    name: 'an unknown flag',
    files: { 'Cargo.toml': MANIFEST },
    flags: ['--allocater', 'jemalloc'],
    says: /stairstep fix --help/,
  },
];

describe('what the command refuses, with nothing written', () => {
  it.each(REFUSED)('$name', async ({ files, flags = [], says }) => {
    const root = await writeCrate(files);
    const before = await readdir(root, { recursive: true });
    const run = await fixIn(root, '--write', ...flags);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(says);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });
});

describe('what the command answers', () => {
  it('says a refusal as a message too where the result is JSON', async () => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    const run = await fixIn(root, '--json', '--package', 'nope');
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'refused', code: 'no-package', written: false });
    expect(run.stderr).toBe(
      'There is no package "nope" in this workspace.\nChoose with --package: service.\n',
    );
  });

  it('has what cargo said in the JSON', async () => {
    const root = await writeCrate({ 'Cargo.toml': `${MANIFEST}rust-version = true\n`, 'src/main.rs': MAIN });
    const { cargoError } = JSON.parse((await fixIn(root, '--json')).stdout);
    expect(cargoError).toContain('boolean');
  });

  it('does not take an allocator behind a feature of a dependency that is off for one that is there', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': `${HELPER}[features]\non = []\n`,
      'helper/src/lib.rs':
        '#[cfg(feature = "on")]\n#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n',
    });
    const run = await fixIn(root, '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'edits', written: false });
  });

  it.each([
    { at: '.', members: 'default-members = ["b"]\n', flags: [], package: 'b' },
    { at: '.', members: 'default-members = ["b", "c"]\n', flags: ['--bin', 'a'], package: 'a' },
    { at: '.', members: '', flags: [], package: 'service' },
    { at: 'a', members: 'default-members = ["b"]\n', flags: [], package: 'a' },
  ])('takes the package that `cargo run` would: %j', async ({ at, members, flags, package: wanted }) => {
    const member = (name: string) => ({
      [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\n`,
      [`${name}/src/main.rs`]: MAIN,
    });
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[workspace]\nmembers = ["a", "b", "c"]\n${members}`,
      'src/main.rs': MAIN,
      ...member('a'),
      ...member('b'),
      ...member('c'),
    });
    const run = await fixIn(join(root, at), '--json', ...flags);
    expect(JSON.parse(run.stdout)).toMatchObject({ binary: { package: wanted } });
  });

  it('finds an allocator in a module of the binary', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\ntikv-jemallocator = "0.7"\n`,
      'src/main.rs': 'mod memory;\nfn main() {}\n',
      'src/memory/mod.rs': '#[path = "global.rs"]\nmod inner;\n',
      'src/memory/global.rs':
        '#[cfg(not(target_env = "msvc"))]\n#[global_allocator]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n',
    });
    const run = await fixIn(root);
    expect(run).toMatchObject({ code: 0, stdout: '' });
    expect(run.stderr).toContain('src/memory/global.rs:3');
  });

  it('follows a module to the file that its target has', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
      'src/main.rs':
        '#[cfg_attr(windows, path = "windows.rs")]\n#[cfg_attr(unix, allow(unused), path = "unix.rs")]\nmod memory;\nfn main() {}\n',
      'src/windows.rs': MIMALLOC_STATIC,
      'src/unix.rs': '',
      'src/memory.rs': MIMALLOC_STATIC,
    });
    expect(await fixIn(root)).toMatchObject({ code: 0 });
    await writeFile(join(root, 'src/unix.rs'), '#[path = "windows.rs"]\nmod same;\n');
    expect((await fixIn(root)).stderr).toContain('already set at src/windows.rs:2');
    await writeFile(join(root, 'src/unix.rs'), MIMALLOC_STATIC);
    expect((await fixIn(root)).stderr).toContain('already set at src/unix.rs:2');
  });

  it('plans a manifest that cargo cannot load, and says so', async () => {
    const root = await writeCrate({
      'Cargo.toml': '[package]\nname = "service"\nversion.workspace = true\nedition.workspace = true\n',
      'src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('+tikv-jemallocator = ');
    expect(run.stderr).toContain('cargo cannot load this manifest');
  });

  it('plans an old manifest that cargo cannot load', async () => {
    const root = await writeCrate({
      'Cargo.toml': '[project]\nname = "service"\nversion = "0.1.0"\nedition = "1999"\n',
      'src/main.rs': MAIN,
    });
    expect((await fixIn(root)).stdout).toContain('+tikv-jemallocator = ');
  });

  it('says which dependencies it could not search', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nno-such-crate-here = "99"\nother = { version = "1", optional = true }\n`,
      'src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(
      /not searched for an allocator of their own: no-such-crate-here\. .*`cargo fetch`/,
    );
    const json = JSON.parse((await fixIn(root, '--json')).stdout);
    expect(json).toMatchObject({ result: 'edits', unsearched: ['no-such-crate-here'] });
  });

  it('names paths from the folder it runs in, or from the workspace', async () => {
    const root = await writeCrate({ 'svc/Cargo.toml': MANIFEST, 'svc/src/main.rs': MAIN });
    const manifest = join(root, 'svc/Cargo.toml');
    expect((await fixIn(root, '--manifest-path', 'svc/Cargo.toml')).stdout).toContain(
      '--- a/svc/src/main.rs\n',
    );
    expect((await fixIn('/usr', '--manifest-path', manifest)).stdout).toContain('--- a/src/main.rs\n');
  });

  it.each(['a b', 'é "q'])('prints a diff that patch takes for a folder called %j', async (name) => {
    const root = await writeCrate({
      [`${name}/Cargo.toml`]: MANIFEST.trimEnd(),
      [`${name}/src/main.rs`]: '',
    });
    const run = await fixIn(root, '--manifest-path', name);
    await writeFile(join(root, 'fix.diff'), run.stdout);
    await exec('patch', ['-p1', '-i', 'fix.diff'], { cwd: root });
    expect(await readFile(join(root, name, 'src/main.rs'), 'utf8')).toContain('#[global_allocator]');
    expect((await fixIn(root, '--manifest-path', name)).stdout).toBe('');
  });

  it.each([
    { as: 'env', line: '_RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:3000\n' },
    { as: 'dockerfile', line: 'ENV _RJEM_MALLOC_CONF="background_thread:true,dirty_decay_ms:3000"\n' },
    { as: 'systemd', line: 'Environment="_RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:3000"\n' },
  ])("prints jemalloc's options for $as", async ({ as, line }) => {
    const run = await fixIn('/', '--options', 'background_thread:true,dirty_decay_ms:3000', '--as', as);
    expect(run).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  it("prints glibc's", async () => {
    const run = await fixIn('/', '--allocator', 'system', '--options', 'arena_max:2,trim_threshold:131072');
    expect(run.stdout).toBe('MALLOC_ARENA_MAX=2\nMALLOC_TRIM_THRESHOLD_=131072\n');
  });
});
