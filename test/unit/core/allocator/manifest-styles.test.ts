import { describe, expect, it } from 'vitest';
import { fixTexts, type Settings } from './plan';

const PACKAGE = '[package]\nname = "service"\n';
const TABLE = `[target.'cfg(not(target_env = "msvc"))'.dependencies]`;

interface Style {
  name: string;
  before: string;
  after: string;
  settings?: Settings;
  workspace?: string;
}

const FEATURE = { feature: 'jemalloc' };
const MIMALLOC = { allocator: 'mimalloc', version: '0.1.52' } as const;

/** What comes below a comment seems to belong to it. */
const HEADED: Style[] = [
  {
    name: 'the last group without a heading, in order',
    before: `${PACKAGE}\n[dependencies]\naxum = "0.8"\ntokio = "1"\n\n# the database\nsqlx = "0.8"\n`,
    after: `${PACKAGE}\n[dependencies]\naxum = "0.8"\nmimalloc = "0.1"\ntokio = "1"\n\n# the database\nsqlx = "0.8"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'the last group without a heading, at its end',
    before: `${PACKAGE}\n[dependencies]\ntokio = "1"\naxum = "0.8"\n\n# the database\n\nsqlx = "0.8"\n`,
    after: `${PACKAGE}\n[dependencies]\ntokio = "1"\naxum = "0.8"\nmimalloc = "0.1"\n\n# the database\n\nsqlx = "0.8"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'a group of its own where all have a heading',
    before: `${PACKAGE}\n[dependencies]\n# web\naxum = "0.8"\n\n# the database\nsqlx = "0.8"\n\n# the rest\nlibc = "0.2"\n`,
    after: `${PACKAGE}\n[dependencies]\n# web\naxum = "0.8"\n\n# the database\nsqlx = "0.8"\n\n# the rest\nlibc = "0.2"\n\nmimalloc = "0.1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'a group of its own between those in order',
    before: `${PACKAGE}\n[dependencies]\n# web\naxum = "0.8"\n\n# the database\nsqlx = "0.8"\n`,
    after: `${PACKAGE}\n[dependencies]\n# web\naxum = "0.8"\n\nmimalloc = "0.1"\n\n# the database\nsqlx = "0.8"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'below a feature with a comment on it',
    before: `${PACKAGE}\n[features]\nclient = []\n# for debugging\nconsole = []\n\n[dependencies]\n`,
    after: `${PACKAGE}\n[features]\nclient = []\n# for debugging\nconsole = []\n\njemalloc = ["dep:tikv-jemallocator"]\n\n[dependencies]\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'below a comment on a whole table',
    before: `${PACKAGE}\n[dependencies]\n# see the docs\naxum = "0.8"\n`,
    after: `${PACKAGE}\n[dependencies]\n# see the docs\naxum = "0.8"\nmimalloc = "0.1"\n`,
    settings: MIMALLOC,
  },
];

const STYLES: Style[] = [
  {
    name: 'no dependencies',
    before: PACKAGE,
    after: `${PACKAGE}\n${TABLE}\ntikv-jemallocator = "0.7"\n`,
  },
  {
    name: 'no newline at the end',
    before: `${PACKAGE}\n[dependencies]\na = "1"`,
    after: `${PACKAGE}\n[dependencies]\na = "1"\n\n${TABLE}\ntikv-jemallocator = "0.7"`,
  },
  {
    name: 'carriage returns',
    before: `${PACKAGE}\n[dependencies]\na = "1"\n\n[dev-dependencies]\n`.replaceAll('\n', '\r\n'),
    after:
      `${PACKAGE}\n[dependencies]\na = "1"\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n\n[features]\njemalloc = ["dep:tikv-jemallocator"]\n\n[dev-dependencies]\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    settings: FEATURE,
  },
  {
    name: 'byte order mark',
    before: `\uFEFF${PACKAGE}`,
    after: `\uFEFF${PACKAGE}\n${TABLE}\ntikv-jemallocator = "0.7"\n`,
  },
  {
    name: 'tables without blank lines between',
    before: `${PACKAGE}[dependencies]\na = "1"\n[dev-dependencies]\nb = "1"\n`,
    after: `${PACKAGE}[dependencies]\na = "1"\n${TABLE}\ntikv-jemallocator = "0.7"\n[dev-dependencies]\nb = "1"\n`,
  },
  {
    name: 'the target table in another spelling, sorted',
    before: `${PACKAGE}\n[target."cfg( not(target_env=\\"msvc\\") )".dependencies]\nlibc = "0.2" # c\nzstd = "0.13"\n`,
    after: `${PACKAGE}\n[target."cfg( not(target_env=\\"msvc\\") )".dependencies]\nlibc = "0.2" # c\ntikv-jemallocator = "0.7"\nzstd = "0.13"\n`,
  },
  {
    name: 'double quotes around targets',
    before: `${PACKAGE}\n[dependencies]\n\n[target."cfg(unix)".dependencies]\nlibc = "0.2"\n`,
    after: `${PACKAGE}\n[dependencies]\n\n[target."cfg(unix)".dependencies]\nlibc = "0.2"\n\n[target."cfg(not(target_env = \\"msvc\\"))".dependencies]\ntikv-jemallocator = "0.7"\n`,
  },
  {
    name: 'targets with a table a dependency',
    before: `${PACKAGE}\n[target.'cfg(unix)'.dependencies.libc]\nversion = "0.2"\n`,
    after: `${PACKAGE}\n[target.'cfg(unix)'.dependencies.libc]\nversion = "0.2"\n\n[target.'cfg(not(target_env = "msvc"))'.dependencies.tikv-jemallocator]\nversion = "0.7"\n`,
  },
  {
    name: 'single quotes, no spaces',
    before: `[package]\nname='service'\n[dependencies]\na={version='1'}\n`,
    after: `[package]\nname='service'\n[dependencies]\na={version='1'}\n${TABLE}\ntikv-jemallocator={version='0.7', optional=true}\n[features]\njemalloc=['dep:tikv-jemallocator']\n`,
    settings: FEATURE,
  },
  {
    name: 'versions of three parts',
    before: `${PACKAGE}\n[dependencies]\na = "1.2.3"\nb = "2.3.4"\n`,
    after: `${PACKAGE}\n[dependencies]\na = "1.2.3"\nb = "2.3.4"\n\n${TABLE}\ntikv-jemallocator = "0.7.0"\n`,
  },
  {
    name: 'exact versions',
    before: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\nb = { version = "=2.3.4" }\nc = { path = "c" }\n`,
    after: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\nb = { version = "=2.3.4" }\nc = { path = "c" }\n\n${TABLE}\ntikv-jemallocator = "=0.7.0"\n`,
  },
  {
    name: 'exact versions, of the one that is locked',
    before: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\n`,
    settings: { locked: { 'tikv-jemallocator': ['0.6.1'], 'tikv-jemalloc-sys': ['0.6.1+5.3.0'] } },
    after: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\n\n${TABLE}\ntikv-jemallocator = "=0.6.1"\n`,
  },
  {
    name: 'exact versions, of the one that another package asks for',
    before: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\n`,
    settings: { locked: { 'tikv-jemallocator': ['=0.6.1'] } },
    after: `${PACKAGE}\n[dependencies]\na = "=1.2.3"\n\n${TABLE}\ntikv-jemallocator = "=0.6.1"\n`,
  },
  {
    name: 'dependencies that were commented out stay with theirs',
    before: `${PACKAGE}\n[dependencies]\na = "1"\n# b = "1"\n\n# for tests\n[dev-dependencies]\n`,
    after: `${PACKAGE}\n[dependencies]\na = "1"\n# b = "1"\n\n${TABLE}\ntikv-jemallocator = "0.7"\n\n# for tests\n[dev-dependencies]\n`,
  },
  {
    name: 'dependencies that were commented out stay with theirs below a blank line',
    before: `${PACKAGE}\n[dependencies]\na = "1"\n\n# to debug\n#b = { version = "1" }\n\n# ---- tests ----\n\n[dev-dependencies]\n`,
    after: `${PACKAGE}\n[dependencies]\na = "1"\n\n# to debug\n#b = { version = "1" }\n\n${TABLE}\ntikv-jemallocator = "0.7"\n\n# ---- tests ----\n\n[dev-dependencies]\n`,
  },
  {
    name: 'a comment on the next table stays with it',
    before: `${PACKAGE}\n[dependencies]\na = "1"\n# for tests\n[dev-dependencies]\n`,
    after: `${PACKAGE}\n[dependencies]\na = "1"\n${TABLE}\ntikv-jemallocator = "0.7"\n# for tests\n[dev-dependencies]\n`,
  },
  {
    name: 'features, sorted after the default',
    before: `${PACKAGE}\n[features]\ndefault = ["http"]\nhttp = []\ntls = []\n\n[dependencies]\na = "1"\n`,
    after: `${PACKAGE}\n[features]\ndefault = ["http"]\nhttp = []\njemalloc = ["dep:tikv-jemallocator"]\ntls = []\n\n[dependencies]\na = "1"\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'a feature of that name, over several lines',
    before: `${PACKAGE}\n[features]\njemalloc = [\n  'a', # why\n]\na = []\n`,
    after: `${PACKAGE}\n[features]\njemalloc = [\n  'a', # why\n  'dep:tikv-jemallocator',\n]\na = []\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'a feature whose last string has a comment and no comma',
    before: `${PACKAGE}\n[features]\njemalloc = [\n  "a", # one\n  "b" # two\n]\n`,
    after: `${PACKAGE}\n[features]\njemalloc = [\n  "a", # one\n  "b", # two\n  "dep:tikv-jemallocator"\n]\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'a feature that holds a comment only',
    before: `${PACKAGE}\n[features]\njemalloc = [\n  # nothing yet\n]\n`,
    after: `${PACKAGE}\n[features]\njemalloc = [\n  # nothing yet\n  "dep:tikv-jemallocator",\n]\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'an empty feature of that name',
    before: `${PACKAGE}\n[features]\njemalloc = []\n`,
    after: `${PACKAGE}\n[features]\njemalloc = ["dep:tikv-jemallocator"]\n\n${TABLE}\ntikv-jemallocator = { version = "0.7", optional = true }\n`,
    settings: FEATURE,
  },
  {
    name: 'inline tables at the root',
    before: `package = { name = "service" }\nfeatures = { a = [] }\ntarget = { 'cfg(unix)' = { dependencies = { libc = "0.2" } } }\n`,
    after: `package = { name = "service" }\nfeatures = { a = [], jemalloc = ["dep:tikv-jemallocator"] }\ntarget = { 'cfg(unix)' = { dependencies = { libc = "0.2" } }, 'cfg(not(target_env = "msvc"))'.dependencies.tikv-jemallocator = { version = "0.7", optional = true } }\n`,
    settings: FEATURE,
  },
  {
    name: 'dotted keys at the root',
    before: `package.name = "service"\ndependencies.a = "1"\ndependencies.z.version = "1"\n`,
    after: `package.name = "service"\ndependencies.a = "1"\ndependencies.mimalloc = "0.1"\ndependencies.z.version = "1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'mimalloc goes among the other dependencies, in order',
    before: `${PACKAGE}\n[dependencies]\naxum = "0.8"\n# speed\nserde = "1"\n`,
    after: `${PACKAGE}\n[dependencies]\naxum = "0.8"\nmimalloc = "0.1"\n# speed\nserde = "1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'an unsorted list takes it at its end, aligned and indented as the rest',
    before: `${PACKAGE}\n[dependencies]\n  tokio-util = "1"\n  axum       = "1"\n`,
    after: `${PACKAGE}\n[dependencies]\n  tokio-util = "1"\n  axum       = "1"\n  mimalloc   = "0.1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'the last group of a list in groups',
    before: `${PACKAGE}\n[dependencies]\nzebra = { path = "z" }\n\naxum = "0.8"\ntokio = "1"\n`,
    after: `${PACKAGE}\n[dependencies]\nzebra = { path = "z" }\n\naxum = "0.8"\nmimalloc = "0.1"\ntokio = "1"\n`,
    settings: MIMALLOC,
  },
  ...HEADED,
  {
    name: 'features below dependencies, where those are new too',
    before: `${PACKAGE}\n[target.'cfg(unix)'.dependencies]\nlibc = "0.2"\n`,
    after: `${PACKAGE}\n[dependencies]\nmimalloc = { version = "0.1", optional = true }\n\n[target.'cfg(unix)'.dependencies]\nlibc = "0.2"\n\n[features]\njemalloc = ["dep:mimalloc"]\n`,
    settings: { ...MIMALLOC, ...FEATURE },
  },
  {
    name: 'a first table of dependencies above those of tests',
    before: `${PACKAGE}\n# only here\n[dev-dependencies]\na = "1"\n\n[profile.release]\nlto = true\n`,
    after: `${PACKAGE}\n${TABLE}\ntikv-jemallocator = "0.7"\n\n# only here\n[dev-dependencies]\na = "1"\n\n[profile.release]\nlto = true\n`,
  },
  {
    name: 'a group of the own packages below is left alone',
    before: `${PACKAGE}\n[dependencies]\naxum = "0.8"\ntokio = "1"\n\na-core = { path = "core" }\nb-core.path = "b"\n`,
    after: `${PACKAGE}\n[dependencies]\naxum = "0.8"\nmimalloc = "0.1"\ntokio = "1"\n\na-core = { path = "core" }\nb-core.path = "b"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'an entry that was commented out heads nothing',
    before: `${PACKAGE}\n[dependencies]\nurl = "2"\nb = { path = "b" }\n#b = "1"\nhash = "1"\n`,
    after: `${PACKAGE}\n[dependencies]\nurl = "2"\nb = { path = "b" }\n#b = "1"\nhash = "1"\nmimalloc = "0.1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'tabs',
    before: `${PACKAGE}\n[dependencies]\n\ta\t=\t"1"\n`,
    after: `${PACKAGE}\n[dependencies]\n\ta\t=\t"1"\n\tmimalloc\t=\t"0.1"\n`,
    settings: MIMALLOC,
  },
  {
    name: 'what the workspace lists is inherited',
    before: `${PACKAGE}\n[dependencies]\na = { workspace = true }\n`,
    workspace: '[workspace.dependencies]\ntikv-jemallocator = "0.6"\n',
    after: `${PACKAGE}\n[dependencies]\na = { workspace = true }\n\n${TABLE}\ntikv-jemallocator = { workspace = true }\n`,
  },
  {
    name: 'inherited in dotted style where the file does so',
    before: `${PACKAGE}\n[dependencies]\na.workspace = true\n`,
    workspace: '[workspace.dependencies]\ntikv-jemallocator = "0.6"\n',
    after: `${PACKAGE}\n[dependencies]\na.workspace = true\n\n${TABLE}\ntikv-jemallocator.workspace = true\n`,
  },
  {
    name: 'a sibling crate decides the version',
    before: `${PACKAGE}\n[dependencies]\ntikv-jemalloc-ctl = "0.6.1"\n`,
    after: `${PACKAGE}\n[dependencies]\ntikv-jemalloc-ctl = "0.6.1"\n\n${TABLE}\ntikv-jemallocator = "0.6"\n`,
  },
  {
    name: 'a sibling crate of a range, by the version of it that is locked',
    before: `${PACKAGE}\n[dependencies]\ntikv-jemalloc-ctl = ">=0.5, <0.7"\n`,
    settings: { locked: { 'tikv-jemalloc-ctl': ['0.6.1'] } },
    after: `${PACKAGE}\n[dependencies]\ntikv-jemalloc-ctl = ">=0.5, <0.7"\n\n${TABLE}\ntikv-jemallocator = "0.6"\n`,
  },
  {
    name: 'the lock file decides the crate that links jemalloc',
    before: `${PACKAGE}\n[dependencies]\na = "1"\n`,
    settings: { locked: { 'jemalloc-sys': ['0.5.4+5.3.0-patched'] } },
    after: `${PACKAGE}\n[dependencies]\na = "1"\n\n${TABLE}\njemallocator = "0.5"\n`,
  },
];

describe('the manifest after a fix', () => {
  it.each(STYLES)('$name', ({ before, after, settings, workspace }) => {
    const fixed = fixTexts({ manifest: before, ...(workspace === undefined ? {} : { workspace }) }, settings);
    expect(fixed.outcome.kind).toBe('edits');
    expect(fixed.manifest).toBe(after);
  });

  it('copes with a manifest of ten thousand dependencies', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `crate-${String(index).padStart(5, '0')} = "1"`,
    );
    const manifest = `${PACKAGE}\n[dependencies]\n${lines.join('\n')}\n`;
    expect(fixTexts({ manifest }, MIMALLOC).manifest).toBe(`${manifest}mimalloc = "0.1"\n`);
  });
});
