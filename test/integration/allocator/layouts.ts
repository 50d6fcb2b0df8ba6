/** Crates of every layout that a fix must fit, each as its files. */

export interface Layout {
  name: string;
  files: Record<string, string>;
  /** flags of the fix beside --manifest-path */
  flags?: string[];
  /** Cargo.toml of the fix and of cargo, where it is not the root's */
  manifest?: string;
  /** what the fix answers */
  expect: 'edits' | 'enable-feature' | 'already-active';
  /** cargo features to check with, beside none */
  features?: string;
  /** programs that the crate's build calls; where one is missing, cargo resolves the crate and does not compile it */
  needs?: string[];
}

const MAIN = 'use std::env;\n\nfn main() {\n    println!("{}", env::args().count());\n}\n';

function manifest(edition: string, rest = ''): string {
  return `[package]\nname = "service"\nversion = "0.1.0"\nedition = "${edition}"\n${rest}`;
}

const MUSL = '\n[target.\'cfg(target_env = "musl")\'.dependencies]\ntikv-jemallocator = "0.7"\n';
const DEP = '[package]\nname = "helper"\nversion = "0.1.0"\nedition = "2021"\n';
const DEP_LIB = { 'helper/Cargo.toml': DEP, 'helper/src/lib.rs': 'pub fn help() {}\n' };

export const LAYOUTS: readonly Layout[] = [
  { name: 'single crate', files: { 'Cargo.toml': manifest('2021'), 'src/main.rs': MAIN }, expect: 'edits' },
  {
    name: 'edition 2015, behind a feature',
    files: {
      'Cargo.toml': '[package]\nname = "service"\nversion = "0.1.0"\n',
      'src/main.rs':
        '//! A service.\n#![deny(missing_docs)]\nmod inner;\n\nfn main() {\n    inner::run();\n}\n',
      'src/inner.rs': 'pub fn run() {}\n',
    },
    flags: ['--feature', 'jemalloc'],
    expect: 'edits',
    features: 'jemalloc',
  },
  {
    name: 'snmalloc, behind a feature',
    files: { 'Cargo.toml': manifest('2021'), 'src/main.rs': MAIN },
    flags: ['--allocator', 'snmalloc', '--feature', 'snmalloc'],
    expect: 'edits',
    features: 'snmalloc',
    needs: ['cmake', 'c++'],
  },
  {
    name: '[project], as [package] was called',
    files: { 'Cargo.toml': '[project]\nname = "service"\nversion = "0.1.0"\n', 'src/main.rs': MAIN },
    expect: 'edits',
  },
  {
    name: 'edition 2018, forbidding unsafe code',
    files: {
      'Cargo.toml': manifest('2018', '\n[dependencies]\n'),
      'src/main.rs': '#![forbid(unsafe_code)]\n#![deny(warnings)]\n\nfn main() {}\n',
    },
    expect: 'edits',
  },
  {
    name: 'edition 2024, options exported',
    files: { 'Cargo.toml': manifest('2024'), 'src/main.rs': `#![deny(unsafe_code, warnings)]\n${MAIN}` },
    flags: ['--options', 'background_thread:true,dirty_decay_ms:3000'],
    expect: 'edits',
  },
  {
    name: 'workspace with inheritance',
    files: {
      'Cargo.toml':
        '[workspace]\nmembers = ["service", "helper"]\nresolver = "2"\n\n[workspace.dependencies]\nhelper = { path = "helper" }\ntikv-jemallocator = "0.7"\n',
      'service/Cargo.toml': manifest('2021', '\n[dependencies]\nhelper.workspace = true\n'),
      'service/src/main.rs': 'fn main() {\n    helper::help();\n}\n',
      ...DEP_LIB,
    },
    manifest: 'service/Cargo.toml',
    flags: ['--feature', 'jemalloc'],
    expect: 'edits',
    features: 'jemalloc',
  },
  {
    name: 'virtual workspace, chosen by --bin',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["service", "helper"]\nresolver = "2"\n',
      'service/Cargo.toml': manifest('2021'),
      'service/src/main.rs': MAIN,
      ...DEP_LIB,
    },
    flags: ['--bin', 'service'],
    expect: 'edits',
  },
  {
    name: 'several binaries, src/bin/x/main.rs',
    files: {
      'Cargo.toml': manifest('2021'),
      'src/main.rs': MAIN,
      'src/bin/tool.rs': MAIN,
      'src/bin/x/main.rs': `mod part;\n\nfn main() {\n    part::run();\n}\n`,
      'src/bin/x/part.rs': 'pub fn run() {}\n',
    },
    flags: ['--bin', 'x'],
    expect: 'edits',
  },
  {
    name: '[[bin]] path, target tables',
    files: {
      'Cargo.toml': manifest(
        '2021',
        '\n[[bin]]\nname = "server"\npath = "server/entry.rs"\n\n[target."cfg(not(target_env = \\"msvc\\"))".dependencies]\nhelper = { path = "helper" }\n',
      ),
      'server/entry.rs': `#!/usr/bin/env run\n// Licensed under MIT.\n\n${MAIN}`,
      ...DEP_LIB,
    },
    flags: ['--feature', 'jemalloc'],
    expect: 'edits',
    features: 'jemalloc',
  },
  {
    name: 'default-run',
    files: {
      'Cargo.toml': manifest(
        '2021',
        'default-run = "web"\n\n[features]\ndefault = []\njemalloc = [\n    "extra",\n]\nextra = []\n',
      ),
      'src/bin/web.rs': MAIN,
      'src/bin/other.rs': MAIN,
    },
    flags: ['--feature', 'jemalloc'],
    expect: 'edits',
    features: 'jemalloc',
  },
  {
    name: 'existing allocator behind a feature that is off',
    files: {
      'Cargo.toml': manifest(
        '2021',
        '\n[dependencies]\ntikv-jemallocator = { version = "0.7", optional = true }\n\n[features]\nfast = ["dep:tikv-jemallocator"]\n',
      ),
      'src/main.rs': `#[cfg(feature = "fast")]\n#[global_allocator]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n${MAIN}`,
    },
    expect: 'enable-feature',
    features: 'fast',
  },
  {
    name: 'another allocator behind a feature that is off',
    files: {
      'Cargo.toml': manifest('2021', '\n[dependencies]\nmimalloc = { version = "0.1", optional = true }\n'),
      'src/main.rs': `#[cfg(all(feature = "mimalloc", not(target_env = "msvc")))]\n#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n${MAIN}`,
    },
    flags: ['--allocator', 'jemalloc'],
    expect: 'edits',
  },
  {
    name: 'renamed crate that is listed but not used',
    files: {
      'Cargo.toml': manifest(
        '2021',
        '\n[dependencies]\nje = { package = "tikv-jemallocator", version = "0.7" }\n',
      ),
      'src/main.rs': MAIN,
    },
    expect: 'edits',
  },
  {
    name: 'dotted keys and CRLF',
    files: {
      'Cargo.toml':
        'package.name = "service"\r\npackage.version = "0.1.0"\r\npackage.edition = "2021"\r\ndependencies.helper.path = "helper"\r\n',
      'src/main.rs': MAIN.replaceAll('\n', '\r\n'),
      ...DEP_LIB,
    },
    flags: ['--feature', 'jemalloc'],
    expect: 'edits',
    features: 'jemalloc',
  },
  {
    name: 'library of the same package with an optional crate',
    files: {
      'Cargo.toml': manifest(
        '2021',
        '\n[target.\'cfg(unix)\'.dependencies.tikv-jemallocator]\nversion = "0.7"\noptional = true\n\n[features]\nx = ["tikv-jemallocator"]\n',
      ),
      'src/lib.rs': 'pub fn run() {}\n',
      'src/main.rs': 'mod tikv_jemallocator {}\n\nfn main() {\n    service::run();\n}\n',
    },
    expect: 'edits',
    features: 'x',
  },
  {
    name: 'module that shadows the crate, an allocator of a profiler',
    files: {
      'Cargo.toml': manifest('2021', '\n[features]\ndefault = []\ndhat-heap = []\n'),
      'src/main.rs': `mod tikv_jemallocator;\nmod dhat {\n    pub use std::alloc::System as Alloc;\n}\n\n#[cfg(feature = "dhat-heap")]\n#[global_allocator]\nstatic GLOBAL: dhat::Alloc = dhat::Alloc;\n\n${MAIN}`,
      'src/tikv_jemallocator.rs': '',
    },
    expect: 'edits',
    features: 'dhat-heap',
  },
  {
    name: 'an allocator for another target',
    files: {
      'Cargo.toml': manifest('2021', MUSL),
      'src/main.rs': `#[cfg(target_env = "musl")]\n#[global_allocator]\nstatic GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n\n${MAIN}`,
    },
    expect: 'edits',
  },
];
