/** The many ways to write down a global allocator: one that is overlooked gets a second beside it, which does not compile. */
import { describe, expect, it } from 'vitest';
import { renderCfg } from '../../../../src/core/allocator/cfg';
import { scanFile } from '../../../../src/core/allocator/rust/scan';
import { parser } from './plan';

const TYPE = 'tikv_jemallocator::Jemalloc';
const STATIC = `static A: ${TYPE} = ${TYPE};`;

function found(text: string): { type: string; when: string }[] {
  return scanFile(text, parser).allocators.map(({ type, cfg }) => ({ type, when: renderCfg(cfg) }));
}

describe('the attribute', () => {
  it.each([
    { text: '#[global_allocator /* the one */]', when: 'true' },
    { text: '#[ // the one\n  global_allocator\n]', when: 'true' },
    {
      text: '#[cfg_attr(\n  feature = "j", // when asked for\n  global_allocator,\n)]',
      when: 'feature = "j"',
    },
    {
      text: '#[cfg_attr(unix, cfg_attr(feature = "j", global_allocator))]',
      when: 'all(unix, feature = "j")',
    },
    { text: '#[cfg(feature = r#"j"#)]\n#[global_allocator]', when: 'feature = "j"' },
    {
      text: '#[cfg_attr(unix, cfg(feature = "j"))]\n#[global_allocator]',
      when: 'any(not(unix), feature = "j")',
    },
  ])('$text', ({ text, when }) => {
    expect(found(`${text}\n${STATIC}\n`)).toEqual([{ type: TYPE, when }]);
  });
});

describe('the type', () => {
  it.each([
    { text: 'static A: /* why */ tikv_jemallocator::Jemalloc = X;' },
    { text: 'static A: J = J;\nuse tikv_jemallocator::{\n  // the one\n  Jemalloc as J, /* and */\n};' },
    { text: 'static A: j::Jemalloc = X;\nextern crate tikv_jemallocator /* ours */ as j;' },
  ])('$text', ({ text }) => {
    expect(found(`#[global_allocator]\n${text}\n`)).toEqual([{ type: TYPE, when: 'true' }]);
  });
});

describe('the branches of a macro', () => {
  const body = `{ #[global_allocator] ${STATIC} }`;

  it.each([
    {
      name: 'cfg_if, with a comment in a condition',
      text: `cfg_if! { if #[cfg(windows /* not ours */)] { mod w; } else ${body} }`,
    },
    { name: 'cfg_select', text: `cfg_select! { windows => { mod w; } _ => ${body} }` },
    {
      name: 'cfg_select, with commas and comments',
      text: `std::cfg_select! {\n  // not ours\n  windows => { mod w; },\n  any(unix, /* and */ not(unix)) => ${body},\n}`,
      when: 'all(not(windows), any(unix, not(unix)))',
    },
  ])('$name', ({ text, when = 'not(windows)' }) => {
    expect(found(text)).toEqual([{ type: TYPE, when }]);
    const [module] = scanFile(text, parser).modules;
    expect(module && renderCfg(module.cfg)).toBe('windows');
  });
});

it('reads lints beside comments and a reason', () => {
  const text =
    '#![deny(\n  missing_docs, // all of them\n  unsafe_code,\n  reason = "a (good) one, really"\n)]\n#![no_std /* no */]\n';
  const { lints, noStd } = scanFile(text, parser);
  expect(lints.unsafe_code).toBe('deny');
  expect(noStd && renderCfg(noStd)).toBe('true');
});

it.each([
  { call: 'include!(r"x.rs");', path: ['x.rs'] },
  { call: 'include!(r##"a"b.rs"##,);', path: ['a"b.rs'] },
  { call: 'std::include![concat!("gen\\\\", /* a */ "x.rs",)];', path: ['gen\\', 'x.rs'] },
  { call: 'include!(env!("FILE", "set it"));', path: [{ env: 'FILE' }] },
  {
    call: 'include! { core::concat!(concat!(env!("A"), "/"), std::env!("B"), ".rs") }',
    path: [{ env: 'A' }, '/', { env: 'B' }, '.rs'],
  },
  { call: 'include!(concat!(env!("OUT_DIR"), "/", stringify!(x), ".rs"));', path: [{ env: 'OUT_DIR' }] },
])('reads what $call includes', ({ call, path }) => {
  expect(scanFile(call, parser).includes.map((include) => include.path)).toEqual([path]);
});

it.each(['include!(a_path!());', 'include!(concat!("a", option_env!("B")));'])('leaves %s', (call) => {
  expect(scanFile(call, parser).includes).toEqual([]);
});

it.each([
  { text: 'mod b;', paths: ['b.rs', 'b/mod.rs'] },
  { text: '#[path = "x.rs"] mod b;', paths: ['./x.rs'] },
  { text: 'mod a { mod b; }', paths: ['a/b.rs', 'a/b/mod.rs'] },
  { text: 'mod a { #[path = "x.rs"] mod b; }', paths: ['a/x.rs'] },
  { text: '#[path = "p"] mod a { mod b; }', paths: ['./p/b.rs', './p/b/mod.rs'] },
  { text: '#[path = "p"] mod a { #[path = "x.rs"] mod b; }', paths: ['./p/x.rs'] },
])('looks for a module where rustc does: $text', ({ text, paths }) => {
  expect(scanFile(text, parser).modules.map((module) => module.paths)).toEqual([paths]);
});
