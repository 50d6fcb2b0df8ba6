import { describe, expect, it } from 'vitest';
import type { FixOutcome } from '../../../../src/core/allocator/outcome';
import { allocatorsAdded } from '../../../../src/core/allocator/verify';
import { fixTexts, parser, type Settings } from './plan';

const PACKAGE = '[package]\nname = "service"\n';
const STATIC = '#[global_allocator]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n';
const LISTED = `${PACKAGE}[dependencies]\ntikv-jemallocator = "0.7"\n`;
const OPTIONAL = `${PACKAGE}[dependencies]\ntikv-jemallocator = { version = "0.7", optional = true }\n[features]\nfast = ["dep:tikv-jemallocator"]\n`;

interface Case {
  name: string;
  manifest: string;
  root: string;
  settings?: Settings;
  is: Partial<FixOutcome>;
}

const CASES: Case[] = [
  { name: 'active', manifest: LISTED, root: STATIC, is: { kind: 'already-active', line: 2 } },
  {
    name: 'active, imported under another name, fully qualified attribute',
    manifest: LISTED,
    root: 'use tikv_jemallocator::{Jemalloc as J, self};\n#[core::prelude::v1::global_allocator]\nstatic A: J = J;\n',
    is: { kind: 'already-active' },
  },
  {
    name: 'active, in an inline module, wrapped',
    manifest: LISTED,
    root: 'mod a {\n  use cap::Cap;\n  #[global_allocator]\n  pub static A: Cap<tikv_jemallocator::Jemalloc> = todo!();\n}\n',
    is: { kind: 'already-active', allocator: 'jemalloc', line: 4 },
  },
  {
    name: 'active, of a renamed crate',
    manifest: `${PACKAGE}[dependencies]\nfast = { package = "tikv-jemallocator", version = "0.7" }\n`,
    root: '#[global_allocator]\nstatic A: fast::Jemalloc = fast::Jemalloc;\n',
    is: { kind: 'already-active', allocator: 'jemalloc' },
  },
  {
    name: 'active, by an alias of its type',
    manifest: LISTED,
    root: 'use tikv_jemallocator::Jemalloc;\ntype Inner = Jemalloc;\ntype Alloc = Inner;\n#[global_allocator]\nstatic A: Alloc = Jemalloc;\n',
    is: { kind: 'already-active', allocator: 'jemalloc' },
  },
  {
    name: 'active, by an alias that names itself by mistake',
    manifest: LISTED,
    root: 'type A = B;\ntype B = A;\n#[global_allocator]\nstatic X: A = A;\n',
    is: { kind: 'refused', code: 'other-allocator' },
  },
  {
    name: 'active, of the older crate',
    manifest: `${PACKAGE}[dependencies]\njemallocator = "0.5"\n`,
    root: 'extern crate jemallocator as j;\n#[global_allocator]\nstatic A: j::Jemalloc = j::Jemalloc;\n',
    is: { kind: 'already-active', allocator: 'jemalloc' },
  },
  {
    name: 'active by a feature that the binary requires',
    manifest: OPTIONAL,
    settings: { requires: ['fast'] },
    root: `#[cfg(feature = "fast")]\n${STATIC}`,
    is: { kind: 'already-active' },
  },
  {
    name: 'active by a default feature',
    manifest: OPTIONAL.replace('fast =', 'default = ["fast"]\nfast ='),
    root: `#[cfg(feature = "fast")]\n${STATIC}`,
    is: { kind: 'already-active' },
  },
  {
    name: 'behind a feature that is off',
    manifest: OPTIONAL,
    root: `#[cfg(all(feature = "fast", not(target_env = "msvc")))]\n${STATIC}`,
    is: { kind: 'enable-feature', features: ['fast'] },
  },
  {
    name: 'behind two features, by cfg_attr',
    manifest: `${OPTIONAL}more = []\n`,
    root: `#[cfg_attr(all(feature = "fast", feature = "more"), global_allocator)]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n`,
    is: { kind: 'enable-feature', features: ['fast', 'more'] },
  },
  {
    name: 'behind a feature, in cfg_if',
    manifest: OPTIONAL,
    root: `cfg_if::cfg_if! {\n  if #[cfg(target_env = "msvc")] {\n    #[global_allocator] static A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n  } else if #[cfg(feature = "fast")] {\n    ${STATIC}  }\n}\n`,
    is: { kind: 'enable-feature', features: ['fast'], line: 6 },
  },
  {
    name: 'another allocator behind a feature that is off, which will do as well',
    settings: { orAnother: true },
    manifest: `${PACKAGE}[dependencies]\nmimalloc = { version = "0.1", optional = true }\n`,
    root: '#[cfg(feature = "mimalloc")]\n#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n',
    is: { kind: 'enable-feature', allocator: 'mimalloc', features: ['mimalloc'] },
  },
  {
    name: 'another allocator',
    manifest: `${PACKAGE}[dependencies]\nmimalloc = "0.1"\n`,
    root: '#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n',
    is: { kind: 'refused', code: 'other-allocator' },
  },
  {
    name: "the system's, said outright",
    manifest: PACKAGE,
    root: 'use std::alloc::System;\n#[global_allocator]\nstatic A: System = System;\n',
    is: { kind: 'refused', code: 'other-allocator' },
  },
  {
    name: 'for another target only',
    manifest: `${PACKAGE}[target.'cfg(target_env = "musl")'.dependencies]\njemallocator = "0.5"\n`,
    root: '#[cfg(target_env = "musl")]\n#[global_allocator]\nstatic A: jemallocator::Jemalloc = jemallocator::Jemalloc;\n',
    is: {
      kind: 'edits',
      summary:
        'Make jemalloc the global allocator of service: Cargo.toml and src/main.rs. Where target_env = "musl", jemalloc stays as src/main.rs:3 sets it.',
    },
  },
  {
    name: 'where a build script or RUSTFLAGS says so',
    manifest: LISTED,
    root: `#[cfg(use_jemalloc)]\n${STATIC}`,
    is: { kind: 'refused', code: 'other-target' },
  },
  {
    name: 'in tests and debug builds only',
    manifest: PACKAGE,
    root: '#[cfg(any(test, debug_assertions))]\n#[global_allocator]\nstatic A: counting::Counter = counting::Counter;\nfn main() {}\n',
    is: { kind: 'edits' },
  },
  { name: 'the crate missing from the manifest', manifest: PACKAGE, root: STATIC, is: { kind: 'edits' } },
  {
    name: 'in a comment and in a string',
    manifest: PACKAGE,
    root: `// #[global_allocator]\n/* #[global_allocator] static A: B = B; */\nconst A: &str = "#[global_allocator]";\n`,
    is: { kind: 'edits' },
  },
  {
    name: 'in a macro that nobody calls',
    manifest: PACKAGE,
    root: 'macro_rules! m { () => { #[global_allocator] static A: B = B; } }\nfn main() {}\n',
    is: { kind: 'edits' },
  },
];

describe('an allocator that is there', () => {
  it.each(CASES)('$name', ({ manifest, root, settings, is }) => {
    expect(fixTexts({ manifest, root }, settings).outcome).toMatchObject(is);
  });

  it('adds only the crate where the static is there', () => {
    const fixed = fixTexts({ manifest: PACKAGE, root: STATIC });
    expect(fixed.root).toBe(STATIC);
    expect(fixed.manifest).toContain('tikv-jemallocator = "0.7"');
  });

  it.each([
    { other: 'feature = "mimalloc"', condition: 'all(not(target_env = "msvc"), not(feature = "mimalloc"))' },
    {
      other: 'all(feature = "mimalloc", not(target_env = "msvc"))',
      condition: 'all(not(target_env = "msvc"), not(feature = "mimalloc"))',
    },
  ])('stands beside another one that is behind a feature: $other', ({ other, condition }) => {
    const manifest = `${PACKAGE}[dependencies]\nmimalloc = { version = "0.1", optional = true }\n`;
    const root = `#[cfg(${other})]\n#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n`;
    const fixed = fixTexts({ manifest, root });
    expect(fixed.outcome).toMatchObject({
      features: [],
      summary: expect.stringContaining(`Where ${other}, mimalloc stays as src/main.rs:3 sets it.`),
    });
    expect(fixed.root).toContain(`#[cfg(${condition})]\n#[global_allocator]\nstatic GLOBAL`);
    expect(fixTexts(fixed).outcome).toMatchObject({ kind: 'already-active', allocator: 'jemalloc' });
  });

  it('takes options behind its feature, once', () => {
    const root = `#[cfg(feature = "fast")]\n${STATIC}`;
    const options = [{ name: 'background_thread', value: 'true' }];
    const fixed = fixTexts({ manifest: OPTIONAL, root }, { options });
    expect(fixed.outcome).toMatchObject({
      kind: 'edits',
      features: ['fast'],
      summary:
        'Add options for jemalloc, which is in service already: src/main.rs; build with --features fast.',
    });
    expect(fixTexts({ manifest: OPTIONAL, root }, { options, feature: 'fast' })).toEqual(fixed);
    expect(fixed.manifest).toBe(OPTIONAL);
    expect(fixed.root).toContain('#[cfg(feature = "fast")]\n#[export_name = "_rjem_malloc_conf"]\n');
    expect(fixTexts(fixed, { options }).outcome).toMatchObject({
      kind: 'enable-feature',
      features: ['fast'],
    });
  });

  it('takes no options behind a feature that it is not behind itself', () => {
    const manifest = `${PACKAGE}[dependencies]\ntikv-jemallocator = "0.7"\n`;
    const options = [{ name: 'background_thread', value: 'true' }];
    expect(fixTexts({ manifest, root: STATIC }, { options, feature: 'fast' }).outcome).toMatchObject({
      kind: 'refused',
      code: 'feature-invalid',
      message: expect.stringContaining('not behind the feature fast: its options go there.'),
      inPlace: 'jemalloc',
    });
    expect(fixTexts({ manifest, root: STATIC }, { options }).outcome).toMatchObject({
      kind: 'edits',
      summary: 'Add options for jemalloc, which is in service already: src/main.rs.',
    });
  });

  it('stands back where another target has one', () => {
    const manifest = `${PACKAGE}\n[target.'cfg(target_env = "musl")'.dependencies]\nmimalloc = "0.1"\n`;
    const musl =
      '#[cfg(target_env = "musl")]\n#[global_allocator]\nstatic GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;\n';
    const jemalloc = fixTexts({ manifest, root: musl });
    expect(jemalloc.root).toContain(
      '#[cfg(all(not(target_env = "msvc"), not(target_env = "musl")))]\n#[global',
    );
    expect(jemalloc.manifest).toContain(manifest);
    const mimalloc = fixTexts({ manifest, root: musl }, { allocator: 'mimalloc' });
    expect(mimalloc.root).toContain('#[cfg(not(target_env = "musl"))]\n#[global_allocator]\n');
    expect(mimalloc.manifest).toContain('\n[dependencies]\nmimalloc = "0.1"\n');
  });
});

it('counts the allocators that an edit really adds', () => {
  const at = (before: string, start: number) => ({
    path: 'main.rs',
    before,
    edits: [{ start, end: start, newText: STATIC }],
  });
  expect(allocatorsAdded(at('fn main() {}\n', 0), parser)).toBe(1);
  expect(allocatorsAdded(at('/*\n*/ fn main() {}\n', 3), parser)).toBe(0);
});
