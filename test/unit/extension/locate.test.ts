import { describe, expect, test } from 'vitest';
import { findDependencyTable, findMain } from '../../../src/extension/findings/locate';

const at = (text: string, span: { from: number; to: number } | undefined) =>
  span && text.slice(span.from, span.to);

describe('the dependency table', () => {
  test.each([
    ['[package]\nname = "a"\n\n[dependencies] # these\naxum = "0.8"\n', '[dependencies]'],
    ['[package]\r\nname = "a"\r\n[dependencies]\r\n', '[dependencies]'],
    ['[package]\nname = "a"\n[dependencies.axum]\nversion = "0.8"\n', '[dependencies.axum]'],
    [`[package]\n[target.'cfg(unix)'.dependencies]\nlibc = "0.2"\n`, `[target.'cfg(unix)'.dependencies]`],
    ['[package]\nname = "a"\n[dev-dependencies]\nrand = "0.9"\n', '[package]'],
    ['  [dependencies]\n', '[dependencies]'],
    ['# [dependencies]\nname = 1', '# [dependencies]'],
    ['', ''],
  ])('of %j', (text, expected) => {
    expect(at(text, findDependencyTable(text))).toBe(expected);
  });
});

describe('fn main', () => {
  test.each([
    ['fn main() {}', 'fn main'],
    ['#[tokio::main]\nasync fn main() -> Result<(), E> {\n}', 'async fn main'],
    ['pub(crate) fn main() {}', 'pub(crate) fn main'],
    ['/// fn main() {}\n// fn main()\nfn main () {}', 'fn main'],
    ['/* fn main() { /* nested */ fn main() {} */ fn main() {}', 'fn main'],
    ['const A: &str = "fn main() {";\nconst B: &str = r#"fn main() { " "#;\nfn main() {}', 'fn main'],
    ["const C: char = '\"'; fn other<'a>(a: &'a str) {}\nfn main() {}", 'fn main'],
    ["const D: char = '{';\nfn main() {}", 'fn main'],
  ])('in %j', (text, expected) => {
    const span = findMain(text);
    expect(at(text, span)).toBe(expected);
    expect(text.slice(span?.to).trimStart().startsWith('(')).toBe(true);
  });

  test('is the outer one, not one of a module', () => {
    const text = 'mod inner {\n    fn main() {}\n}\nfn main() {}\n';
    expect(findMain(text)?.from).toBe(text.lastIndexOf('fn main'));
  });

  test.each(['', 'fn main_loop() {}', 'mod a { fn main() {} }', '// fn main() {}', 'let domain = 1;'])(
    'is not in %j',
    (text) => {
      expect(findMain(text)).toBeUndefined();
    },
  );

  test('takes a long file in no time', () => {
    const text = `${'fn f() { let s = "{"; } // \'\n'.repeat(20_000)}fn main() {}`;
    const began = performance.now();
    expect(findMain(text)?.from).toBe(text.length - 'fn main() {}'.length);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
