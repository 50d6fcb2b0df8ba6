import { expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/allocator/edit';
import { fixTexts, type Settings } from './plan';

const MANIFEST = '[package]\nname = "service"\n';
const WATCHES = '#![warn(unused_crate_dependencies)]\n';
const LIB = '/w/src/lib.rs';

function library(text: string, manifest = MANIFEST, settings: Settings = {}): string {
  const { outcome } = fixTexts({ manifest }, { others: [{ path: LIB, text }], ...settings });
  const file =
    outcome.kind === 'edits' ? outcome.files.find((candidate) => candidate.path === LIB) : undefined;
  return file ? applyEdits(text, file.edits) : text;
}

it.each([
  {
    name: 'without a condition',
    settings: { allocator: 'mimalloc' } as const,
    after: 'use mimalloc as _;\n',
  },
  {
    name: 'behind the feature',
    settings: { feature: 'jemalloc' },
    after: '#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]\nuse tikv_jemallocator as _;\n',
  },
  {
    name: 'in edition 2015',
    settings: { edition: '2015' },
    after: '#[cfg(not(target_env = "msvc"))]\nextern crate tikv_jemallocator as _;\n',
  },
])('names the crate in a library that watches its dependencies, $name', ({ settings, after }) => {
  expect(library(`${WATCHES}pub fn run() {}\n`, MANIFEST, settings)).toBe(
    `${WATCHES}\n${after}\npub fn run() {}\n`,
  );
});

it.each([
  { name: 'it does not watch them', text: 'pub fn run() {}\n', manifest: MANIFEST },
  {
    name: 'it allows what the manifest denies',
    text: '#![allow(dead_code, unused_crate_dependencies)]\n',
    manifest: `${MANIFEST}[lints.rust]\nunused_crate_dependencies = "deny"\n`,
  },
  {
    name: 'it names the crate already',
    text: `${WATCHES}pub use tikv_jemallocator::Jemalloc;\n`,
    manifest: MANIFEST,
  },
  {
    name: 'the dependency is there already',
    text: WATCHES,
    manifest: `${MANIFEST}[dependencies]\ntikv-jemallocator = "0.7"\n`,
  },
])('leaves a library alone where $name', ({ text, manifest }) => {
  expect(library(text, manifest)).toBe(text);
});

it('says which files it changes', () => {
  const { outcome } = fixTexts({ manifest: MANIFEST }, { others: [{ path: LIB, text: WATCHES }] });
  expect(outcome).toMatchObject({
    summary: 'Make jemalloc the global allocator of service: Cargo.toml, src/main.rs and src/lib.rs.',
  });
});
