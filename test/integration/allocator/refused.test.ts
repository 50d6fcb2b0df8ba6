import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

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
    name: 'a workspace that cargo cannot load',
    files: { 'Cargo.toml': '[workspace]\nmembers = ["gone"]\n' },
    says: /^cargo cannot load this manifest: .*gone.*\.\nMend that, or name the Cargo\.toml/,
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
