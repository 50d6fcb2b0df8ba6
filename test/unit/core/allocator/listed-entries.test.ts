import { describe, expect, it } from 'vitest';
import { added, fixTexts, type Settings } from './plan';

const PACKAGE = '[package]\nname = "service"\n\n';
const TABLE = `[target.'cfg(not(target_env = "msvc"))'.dependencies]`;
const JE = 'tikv-jemallocator';

function entry(target: string, text = `${JE} = "0.6"`): string {
  return `[target.${target}.dependencies]\n${text}\n`;
}

const LINUX = entry(`'cfg(target_os = "linux")'`);
const MACOS = entry(`'cfg(target_os = "macos")'`);

function conditionOf(manifest: string, settings: Settings = {}): { lines: string; cfg: string | undefined } {
  const fixed = fixTexts({ manifest: PACKAGE + manifest }, settings);
  return { lines: added(PACKAGE + manifest, fixed.manifest), cfg: /#\[cfg\((.*)\)\]/.exec(fixed.root)?.[1] };
}

describe('an entry for some targets', () => {
  it('is used as it is where it covers what is built', () => {
    expect(conditionOf(LINUX)).toEqual({ lines: '|', cfg: 'target_os = "linux"' });
  });

  it('is used together with those for others', () => {
    const cfg = 'any(target_os = "linux", target_os = "macos")';
    expect(conditionOf(LINUX + MACOS)).toEqual({ lines: '|', cfg });
  });

  it('gets another beside it where one of several targets is left out', () => {
    const otherTargets = [new Set(['target_os="macos"'])];
    expect(conditionOf(LINUX, { otherTargets })).toEqual({
      lines: `|\n${TABLE}\n${JE} = "0.6"\n`,
      cfg: 'not(target_env = "msvc")',
    });
    expect(conditionOf(LINUX + MACOS, { otherTargets }).lines).toBe('|');
  });

  it('is enough where a target that it leaves out cannot have the crate', () => {
    const otherTargets = [new Set(['target_env="msvc"'])];
    const listed = entry(`'cfg(not(target_env = "msvc"))'`);
    expect(conditionOf(listed, { otherTargets }).lines).toBe('|');
  });

  it.each([
    { name: 'a triple', target: 'x86_64-unknown-linux-gnu' },
    { name: 'another system', target: "'cfg(windows)'" },
    { name: 'a flag of the build', target: "'cfg(tokio_unstable)'" },
  ])('gets another beside it: $name', ({ target }) => {
    expect(conditionOf(entry(target))).toEqual({
      lines: `|\n${TABLE}\n${JE} = "0.6"\n`,
      cfg: 'not(target_env = "msvc")',
    });
  });
});

describe('the entry beside another has its source and name', () => {
  it.each([
    { name: 'a path', source: '{ path = "je" }' },
    { name: 'a repository', source: '{ git = "https://git.invalid/je", rev = "abc", features = ["stats"] }' },
    { name: 'the workspace', source: '{ workspace = true, features = ["stats"] }' },
  ])('$name', ({ source }) => {
    const bare = source.replace(', features = ["stats"]', '');
    const fixed = conditionOf(entry("'cfg(windows)'", `${JE} = ${source}`));
    expect(fixed.lines).toBe(`|\n${TABLE}\n${JE} = ${bare}\n`);
  });

  it('of tests too, which else build with the crate under two names', () => {
    const listed = '[dev-dependencies]\nje = { package = "tikv-jemallocator", version = "0.6" }\n';
    const fixed = fixTexts({ manifest: PACKAGE + listed });
    expect(fixed.manifest).toContain(`${TABLE}\nje = { package = "tikv-jemallocator", version = "0.6" }\n`);
    expect(fixed.root).toContain('static GLOBAL: je::Jemalloc = je::Jemalloc;');
  });
});

it('a feature that already names the crate does not name it twice', () => {
  const listed = `[features]\njemalloc = ["dep:${JE}"]\n\n${entry("'cfg(windows)'", `${JE} = { version = "0.6", optional = true }`)}`;
  const { lines } = conditionOf(listed, { feature: 'jemalloc' });
  expect(lines).toBe(`|\n${TABLE}\n${JE} = { version = "0.6", optional = true }\n`);
});

it('a feature that brings the crate by another one is left as it is', () => {
  const listed = `[dependencies]\n${JE} = { version = "0.6", optional = true }\n\n[features]\nall = ["fast"]\nfast = ["dep:${JE}"]\n`;
  expect(conditionOf(listed, { feature: 'all' }).lines).toBe('|');
});
