import { describe, expect, it } from 'vitest';
import { ALWAYS } from '../../../../src/core/allocator/cfg';
import type { ExistingAllocator } from '../../../../src/core/allocator/outcome';
import { fixTexts } from './plan';

const PACKAGE = '[package]\nname = "service"\n';
const LISTED = `${PACKAGE}[dependencies]\ntikv-jemallocator = "0.7"\n`;

describe('an allocator of a dependency', () => {
  const existing: ExistingAllocator[] = [
    {
      where: 'dependency',
      package: 'helper 1.2.0',
      path: '/r/helper/src/lib.rs',
      line: 3,
      type: 'mimalloc::MiMalloc',
      cfg: ALWAYS,
    },
  ];

  it('is refused where another is wanted, and named', () => {
    const { outcome } = fixTexts({ manifest: PACKAGE }, { existing });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'in-dependency' });
    expect(outcome.kind === 'refused' && outcome.message).toContain('helper 1.2.0');
  });

  it('takes its options from the environment, where it is the one wanted', () => {
    const options = [{ name: 'purge_delay', value: '0' }];
    const { outcome } = fixTexts({ manifest: PACKAGE }, { existing, allocator: 'mimalloc', options });
    expect(outcome).toMatchObject({
      code: 'in-dependency',
      remedy: 'Set its options where the service is started: --as env, dockerfile or systemd.',
    });
  });

  it('is there already where it is the one wanted', () => {
    const { outcome } = fixTexts({ manifest: PACKAGE }, { existing, allocator: 'mimalloc' });
    expect(outcome).toMatchObject({
      kind: 'already-active',
      summary:
        'mimalloc is already the global allocator, set by the dependency helper 1.2.0 (/r/helper/src/lib.rs:3). Nothing to add.',
    });
  });
});

it.each([
  { name: 'of the standard library', type: 'std::alloc::System', remedy: 'Remove that static first' },
  { name: "of the package's own", type: 'Counting', remedy: 'Remove that static first' },
  {
    name: 'of a crate that offers more than an allocator',
    type: 'util::Allocator',
    remedy: 'Remove that static first',
  },
  {
    name: 'of a dependency, in a wrapper',
    type: '&Cap<mi::MiMalloc>',
    remedy: 'Remove that static and the dependency mi first',
  },
])('says what to remove for another: $name', ({ type, remedy }) => {
  const manifest = `${PACKAGE}[dependencies]\nmi = { package = "mimalloc", version = "0.1" }\nutil = "1"\n`;
  const { outcome } = fixTexts({ manifest, root: `#[global_allocator]\nstatic A: ${type} = X;\n` });
  expect(outcome.kind === 'refused' && outcome.remedy).toContain(remedy);
});

it.each([
  `${PACKAGE}[features]\ndefault = ["jemalloc"]\njemalloc = []\n`,
  `${LISTED}[features]\ndefault = ["jemalloc"]\njemalloc = []\n`,
])('asks for no feature that is on anyway', (manifest) => {
  const { outcome } = fixTexts({ manifest }, { feature: 'jemalloc' });
  expect(outcome).toMatchObject({ kind: 'edits', features: [] });
  expect(outcome.kind === 'edits' && outcome.summary).not.toContain('build with');
});

it('refuses a feature that already compiles an allocator', () => {
  const manifest = `${PACKAGE}[features]\nprofile = ["heap"]\nheap = []\n`;
  const root = '#[cfg(feature = "heap")]\n#[global_allocator]\nstatic A: dhat::Alloc = dhat::Alloc;\n';
  expect(fixTexts({ manifest, root }, { feature: 'profile' }).outcome).toMatchObject({
    code: 'other-allocator',
    message:
      'With the feature profile, the global allocator is set at src/main.rs:3 (dhat::Alloc), and a program can have only one.',
    remedy: 'Choose another name with --feature.',
  });
  expect(fixTexts({ manifest, root }, { feature: 'jemalloc' }).outcome.kind).toBe('edits');
});

describe('what is refused', () => {
  it.each([
    { name: 'wasm', settings: { wasm: 'build.target is wasm32-wasip1' }, code: 'wasm' },
    { name: 'MSVC', settings: { target: new Set(['target_env="msvc"']) }, code: 'unsupported-target' },
    { name: 'an allocator without a crate', settings: { allocator: 'tcmalloc' }, code: 'unknown-allocator' },
    { name: 'a feature called default', settings: { feature: 'default' }, code: 'feature-invalid' },
    { name: 'a feature that is no name', settings: { feature: 'a b' }, code: 'feature-invalid' },
  ] as const)('$name', ({ settings, code }) => {
    expect(fixTexts({ manifest: PACKAGE }, settings).outcome).toMatchObject({ kind: 'refused', code });
  });

  it('a target where the crate does not build, with the allocators that do', () => {
    const { outcome } = fixTexts({ manifest: PACKAGE }, { target: new Set(['target_env="msvc"']) });
    expect(outcome).toMatchObject({
      message: 'jemalloc builds only where not(target_env = "msvc"), which does not hold for this target.',
      remedy: 'Build for another target, or choose with --allocator: mimalloc, snmalloc.',
    });
  });

  it('a feature that an optional dependency already has', () => {
    const manifest = `${PACKAGE}[dependencies]\njemalloc = { version = "1", optional = true }\n`;
    const { outcome } = fixTexts({ manifest }, { feature: 'jemalloc' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'feature-invalid' });
  });

  it.each([
    ['jemalloc', 'tikv-jemallocator = { package = "log", version = "1" }'],
    ['mimalloc', 'mimalloc = { package = "log", version = "1" }'],
  ] as const)('the name of the crate of %s, given to another one', (allocator, line) => {
    const { outcome } = fixTexts({ manifest: `${PACKAGE}[dependencies]\n${line}\n` }, { allocator });
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'name-taken',
      message: expect.stringContaining('is the crate log under that name'),
    });
  });

  it('a source that is no Rust', () => {
    const { outcome } = fixTexts({ manifest: PACKAGE, root: ')))(((' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'source-invalid' });
  });
});
