import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../../src/core/allocator/options';
import { expectStyle, fixTexts, MANIFEST, type Settings, type SourceStyle } from './plan';

const STATIC =
  '#[cfg(not(target_env = "msvc"))]\n#[global_allocator]\nstatic GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n';

const LONG =
  '#[cfg(all(\n    not(target_env = "msvc"),\n    not(all(target_env = "musl", target_pointer_width = "64"))\n))]\n';

function options(text: string): Settings {
  const parsed = parseOptions('jemalloc', text);
  return parsed.ok ? { options: parsed.value } : {};
}

const STYLES: SourceStyle[] = [
  {
    name: 'options of jemalloc',
    before: 'fn main() {}\n',
    after: `${STATIC}\n// jemalloc reads its options from this C string.\n#[cfg(not(target_env = "msvc"))]\n#[export_name = "_rjem_malloc_conf"]\nstatic MALLOC_CONF: &[u8; 20] = b"dirty_decay_ms:3000\\0";\n\nfn main() {}\n`,
    settings: options('dirty_decay_ms:3000'),
  },
  {
    name: 'options that stand in a comment only',
    before:
      '// #[export_name = "_rjem_malloc_conf"]\n// static C: &[u8; 20] = b"dirty_decay_ms:3000\\0";\n\nfn main() {}\n',
    after: `// #[export_name = "_rjem_malloc_conf"]\n// static C: &[u8; 20] = b"dirty_decay_ms:3000\\0";\n\n${STATIC}\n// jemalloc reads its options from this C string.\n#[cfg(not(target_env = "msvc"))]\n#[export_name = "_rjem_malloc_conf"]\nstatic MALLOC_CONF: &[u8; 20] = b"dirty_decay_ms:3000\\0";\n\nfn main() {}\n`,
    settings: options('dirty_decay_ms:3000'),
  },
  {
    name: 'long conditions and options, broken as rustfmt breaks them',
    before:
      '#[cfg(all(target_env = "musl", target_pointer_width = "64"))]\n#[global_allocator]\nstatic GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;\n',
    after: `${LONG}#[global_allocator]\nstatic GLOBAL_ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n\n// jemalloc reads its options from this C string.\n${LONG}#[export_name = "_rjem_malloc_conf"]\nstatic MALLOC_CONF: &[u8; 73] =\n    b"background_thread:true,dirty_decay_ms:3000,muzzy_decay_ms:3000,narenas:4\\0";\n\n#[cfg(all(target_env = "musl", target_pointer_width = "64"))]\n#[global_allocator]\nstatic GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;\n`,
    settings: options('background_thread:true,dirty_decay_ms:3000,muzzy_decay_ms:3000,narenas:4'),
  },
  {
    name: 'options in edition 2024, where unsafe code is denied',
    before: '#![deny(unsafe_code)]\n\nfn main() {}\n',
    after: `#![deny(unsafe_code)]\n\n${STATIC}\n// jemalloc reads its options from this C string.\n#[cfg(not(target_env = "msvc"))]\n#[allow(unsafe_code)]\n#[unsafe(export_name = "_rjem_malloc_conf")]\nstatic MALLOC_CONF: &[u8; 23] = b"background_thread:true\\0";\n\nfn main() {}\n`,
    settings: { ...options('background_thread:true'), edition: '2024' },
  },
  {
    name: 'options where unsafe code is denied under a condition',
    before: '#![cfg_attr(not(test), deny(missing_docs, unsafe_code))]\n\nfn main() {}\n',
    after: `#![cfg_attr(not(test), deny(missing_docs, unsafe_code))]\n\n${STATIC}\n// jemalloc reads its options from this C string.\n#[cfg(not(target_env = "msvc"))]\n#[allow(unsafe_code)]\n#[export_name = "_rjem_malloc_conf"]\nstatic MALLOC_CONF: &[u8; 23] = b"background_thread:true\\0";\n\nfn main() {}\n`,
    settings: options('background_thread:true'),
  },
  {
    name: 'options for an allocator that is there',
    manifest: `${MANIFEST}[dependencies]\ntikv-jemallocator = { version = "0.6", features = ["unprefixed_malloc_on_supported_platforms"] }\n`,
    before:
      'use tikv_jemallocator::Jemalloc;\n\n#[global_allocator]\nstatic G: Jemalloc = Jemalloc;\n\nfn main() {}\n',
    after:
      'use tikv_jemallocator::Jemalloc;\n\n#[global_allocator]\nstatic G: Jemalloc = Jemalloc;\n\n// jemalloc reads its options from this C string.\n#[export_name = "malloc_conf"]\nstatic MALLOC_CONF: &[u8; 20] = b"dirty_decay_ms:3000\\0";\n\nfn main() {}\n',
    settings: options('dirty_decay_ms:3000'),
  },
];

describe('the source after a fix with options', () => {
  it.each(STYLES)('$name', expectStyle);
});

describe('the source that cannot take options', () => {
  it('forbids unsafe code', () => {
    const root = '#![forbid(unsafe_code)]\nfn main() {}\n';
    const { outcome } = fixTexts({ manifest: MANIFEST, root }, options('dirty_decay_ms:1'));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'unsafe-forbidden' });
  });

  it.each([
    { lints: '[lints.rust]\nunsafe_code = "forbid"\n', workspace: undefined },
    { lints: '[lints]\nworkspace = true\n', workspace: '[workspace.lints.rust]\nunsafe_code = "forbid"\n' },
  ])('has a manifest that forbids it: $lints', ({ lints, workspace }) => {
    const texts = { manifest: `${MANIFEST}${lints}`, ...(workspace === undefined ? {} : { workspace }) };
    const { outcome } = fixTexts(texts, options('dirty_decay_ms:1'));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'unsafe-forbidden' });
    expect(outcome.kind === 'refused' && outcome.message).toContain('for Cargo.toml forbids unsafe code');
  });

  it('has others already', () => {
    const root = '#[export_name = "_rjem_malloc_conf"]\nstatic C: &[u8; 2] = b"x\\0";\nfn main() {}\n';
    const { outcome } = fixTexts({ manifest: MANIFEST, root }, options('dirty_decay_ms:1'));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'options-taken' });
    expect(outcome.kind === 'refused' && outcome.message).toContain('src/main.rs:1');
  });
});
