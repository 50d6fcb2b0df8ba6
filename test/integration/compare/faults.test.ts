/** What goes wrong with one trial leaves the others standing, and nothing behind. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ComparisonEvent } from '../../../src/core/compare/event';
import { readComparison } from '../../../src/core/compare/fold';
import type { EngineDeps } from '../../../src/engine';
import { compare } from '../../../src/engine/compare/compare';
import { engineDeps, temporaryFolder } from '../support';
import { MAIN, once, scratchLeft, statesIn, tinyOptions, tinyService, whyNot } from './support';

const { folder, remove } = temporaryFolder();
let deps: EngineDeps;
let cwd: string;
let n = 0;

beforeAll(async () => {
  deps = await engineDeps(folder);
});
beforeEach(() => {
  cwd = path.join(folder, `service-${n++}`);
});
afterAll(remove);

/** For a service of another source: the binary of one target folder is the same file for all, those of other tests too. */
function ownTarget(): Record<string, string> {
  return { CARGO_TARGET_DIR: path.join(cwd, 'target') };
}

test('a fix that does not build', async () => {
  tinyService(cwd, {
    'build.rs':
      'fn main() { if std::env::var("CARGO_MANIFEST_DIR").unwrap().contains(".stairstep") { panic!("not here") } }',
  });
  const { file } = await compare(tinyOptions(cwd, ['fix-jemalloc', 'arena-max-1']), {}, deps).done;
  expect(statesIn(file)).toEqual({
    'as-built': 'measured',
    'arena-max-1': 'measured',
    'fix-jemalloc': 'failed',
  });
  expect(whyNot(file, 'fix-jemalloc').reason).toContain('not here');
  expect(scratchLeft(cwd)).toEqual([]);
});

test('a folder with a space in its path, in which jemalloc does not build', async () => {
  cwd = path.join(folder, 'mein Dienst ä');
  tinyService(cwd);
  const targetFolder = path.join(cwd, 'target of trials');
  const { file } = await compare({ ...tinyOptions(cwd, ['fix-jemalloc']), targetFolder }, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'measured', 'fix-jemalloc': 'skipped' });
  expect(whyNot(file, 'fix-jemalloc').reason).toContain('does not take a path with a space');
});

test('the same behind a feature that the service has', async () => {
  cwd = path.join(folder, 'dein Dienst');
  tinyService(cwd, {
    'Cargo.toml':
      '[package]\nname = "tiny-service"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n[dependencies]\ntikv-jemallocator = { version = "0.7", optional = true }\n[features]\njemalloc = ["dep:tikv-jemallocator"]\n',
    'src/main.rs': `#[cfg(feature = "jemalloc")]\n#[global_allocator]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n${MAIN}`,
  });
  const targetFolder = path.join(cwd, 'target of trials');
  const { file } = await compare({ ...tinyOptions(cwd, ['feature']), targetFolder }, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'measured', feature: 'skipped' });
  expect(whyNot(file, 'feature').reason).toContain('does not take a path with a space');
});

test('a trial whose service crashes', async () => {
  tinyService(cwd);
  const overrides = { env: { CRASH_WITH: 'MALLOC_ARENA_MAX' } };
  const { file } = await compare(tinyOptions(cwd, ['arena-max-1', 'pinned-thresholds'], overrides), {}, deps)
    .done;
  expect(statesIn(file)).toEqual({
    'as-built': 'measured',
    'arena-max-1': 'failed',
    'pinned-thresholds': 'measured',
  });
  expect(whyNot(file, 'arena-max-1').reason).toContain('SIGABRT');
});

test('a service that crashes as it is may live with another allocator', async () => {
  tinyService(cwd, { 'src/main.rs': MAIN.replace('var_os(name).is_some()', 'var_os(name).is_none()') });
  const options = tinyOptions(cwd, ['arena-max-1'], { env: { CRASH_WITH: 'MALLOC_ARENA_MAX' } });
  const { file } = await compare({ ...options, buildEnv: ownTarget() }, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'failed', 'arena-max-1': 'measured' });
});

test('a service that exits under load, as it is, exits with any allocator', async () => {
  tinyService(cwd, {
    'src/main.rs': MAIN.replace(
      'std::process::abort()',
      '{ eprintln!("no such table"); std::process::exit(7) }',
    ),
  });
  const options = {
    ...tinyOptions(cwd, ['arena-max-1'], { env: { CRASH_WITH: 'PATH' } }),
    buildEnv: ownTarget(),
  };
  const { file } = await compare(options, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'failed', 'arena-max-1': 'skipped' });
  expect(whyNot(file, 'as-built').reason).toMatch(/exited with code 7\. Its last lines:\n {2}no such table/);
});

test('a load that nothing answers with success is no reference', async () => {
  tinyService(cwd, { 'src/main.rs': MAIN.replace('200 OK', '404 Not Found') });
  const options = { ...tinyOptions(cwd, ['arena-max-1']), buildEnv: ownTarget() };
  const { file } = await compare(options, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'failed', 'arena-max-1': 'skipped' });
  expect(whyNot(file, 'as-built').reason).toContain('None of the');
});

test('a static binary cannot be preloaded', async () => {
  tinyService(cwd, { '.cargo/config.toml': '[build]\nrustflags = ["-C", "target-feature=+crt-static"]\n' });
  const options = { ...tinyOptions(cwd, ['preload-jemalloc']), buildEnv: ownTarget() };
  const { file } = await compare(options, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'measured', 'preload-jemalloc': 'skipped' });
  expect(whyNot(file, 'preload-jemalloc').reason).toContain('static');
});

test('cancelled: what is done stands', async () => {
  tinyService(cwd);
  const handle = compare(
    tinyOptions(cwd, ['arena-max-1', 'arena-max-2']),
    {
      event: once(
        (event) => event.kind === 'trial-started' && event.trial === 'arena-max-1',
        () => handle.cancel(),
      ),
    },
    deps,
  );
  const { file, fold } = await handle.done;
  expect(fold.ended).toBe('cancelled');
  expect(statesIn(file)).toEqual({
    'as-built': 'measured',
    'arena-max-1': 'running',
    'arena-max-2': 'waiting',
  });
});

test('cancelled while a service does not mind SIGTERM: at once where that is asked for', async () => {
  const deaf = MAIN.replace(
    'fn main() {',
    'extern "C" { fn signal(number: i32, handler: usize) -> usize; }\n\nfn main() {\n    unsafe { signal(15, 1) };',
  );
  tinyService(cwd, { 'src/main.rs': deaf });
  const options = { ...tinyOptions(cwd, [], { stopTimeout: 600 }), buildEnv: ownTarget() };
  const handle = compare(
    options,
    {
      runEvents: (_trial, events) => {
        if (!events.some((event) => event.kind === 'phase')) return;
        handle.cancel();
        handle.abort();
      },
    },
    deps,
  );
  const { fold } = await handle.done;
  expect(fold.ended).toBe('cancelled');
});

test('no registry, and a lock file without jemalloc', async () => {
  tinyService(cwd);
  const home = path.join(folder, 'empty-cargo-home');
  mkdirSync(home, { recursive: true });
  const options = tinyOptions(cwd, ['fix-jemalloc']);
  const buildEnv = { ...options.buildEnv, CARGO_HOME: home, CARGO_NET_OFFLINE: 'true' };
  const { file } = await compare({ ...options, buildEnv }, {}, deps).done;
  expect(statesIn(file)).toEqual({ 'as-built': 'measured', 'fix-jemalloc': 'failed' });
  expect(whyNot(file, 'fix-jemalloc')).toMatchObject({
    reason: expect.stringContaining('cannot be fetched'),
    remedy: expect.stringContaining('preloaded library'),
  });
  expect(scratchLeft(cwd)).toEqual([]);
});

test('a disk that is full while the fix builds', async () => {
  tinyService(cwd);
  const targetFolder = path.join(folder, 'small-disk');
  mkdirSync(targetFolder);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const asRoot = (...command: string[]) => {
    const [program = '', ...args] = [...sudo, ...command];
    execFileSync(program, args);
  };
  asRoot('mount', '-t', 'tmpfs', '-o', 'size=2m,mode=777', 'tmpfs', targetFolder);
  try {
    const options = { ...tinyOptions(cwd, ['fix-jemalloc', 'arena-max-1']), targetFolder };
    const { file } = await compare(options, {}, deps).done;
    expect(statesIn(file)).toEqual({
      'as-built': 'measured',
      'arena-max-1': 'measured',
      'fix-jemalloc': 'failed',
    });
    expect(whyNot(file, 'fix-jemalloc').reason).toContain('disk is full');
  } finally {
    asRoot('umount', targetFolder);
  }
  expect(scratchLeft(cwd)).toEqual([]);
});

test('a service that never answers is no comparison, and an unknown trial none either', async () => {
  tinyService(cwd, { 'src/main.rs': 'fn main() {}' });
  const started: string[] = [];
  const event = (one: ComparisonEvent) => {
    if (one.kind === 'trial-started') started.push(one.trial);
  };
  const options = { ...tinyOptions(cwd, ['arena-max-1', 'fix-jemalloc']), buildEnv: ownTarget() };
  const { file } = await compare(options, { event }, deps).done;
  expect(started).toEqual(['as-built']);
  expect(statesIn(file)).toEqual({
    'as-built': 'failed',
    'arena-max-1': 'skipped',
    'fix-jemalloc': 'skipped',
  });
  expect(whyNot(file, 'arena-max-1').reason).toMatch(/measured against as built, which could not be/);
  expect(readComparison(readFileSync(file, 'utf8')).ended).toBe('completed');
  await expect(compare(tinyOptions(cwd, ['fairy-dust']), {}, deps).done).rejects.toMatchObject({
    code: 'usage',
    remedy: expect.stringContaining('preload-jemalloc'),
  });
});
