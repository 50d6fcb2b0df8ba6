/** Comparisons that go well: the fix really built, a feature, files against each other, and the engine killed on the way. */
import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readRun } from '../../../src/cli/run-file';
import { compareTrials } from '../../../src/core/compare/comparison';
import { readComparison } from '../../../src/core/compare/fold';
import { runLength } from '../../../src/core/compare/time-left';
import { planSchema } from '../../../src/core/plan/plan';
import type { EngineDeps } from '../../../src/engine';
import { compare, offerTrials } from '../../../src/engine/compare/compare';
import type { Message } from '../../../src/engine/protocol';
import { engineDeps, isAlive, ROOT, temporaryFolder } from '../support';
import { fingerprint, MAIN, scratchLeft, statesIn, TRIAL_TARGET, tinyOptions, tinyService } from './support';

const { folder, remove } = temporaryFolder();
const running = new Set<ChildProcess>();
let deps: EngineDeps;
let cwd: string;
let n = 0;

beforeAll(async () => {
  deps = await engineDeps(folder);
});
beforeEach(() => {
  cwd = path.join(folder, `service-${n++}`);
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  remove();
});

test('the fix, built in a copy, in turns with the others; the files of the user stay as they are', async () => {
  tinyService(cwd);
  await offerTrials(tinyOptions(cwd, 'default'));
  const before = fingerprint(cwd);
  const options = { ...tinyOptions(cwd, ['preload-jemalloc', 'fix-jemalloc']), repeats: 2 };
  const order: string[] = [];
  const { file, fold } = await compare(
    options,
    { event: (event) => void (event.kind === 'trial-started' && order.push(event.trial)) },
    deps,
  ).done;
  expect(fingerprint(cwd)).toBe(before);
  expect(scratchLeft(cwd)).toEqual([]);
  expect(order).toEqual([
    'as-built',
    'preload-jemalloc',
    'fix-jemalloc',
    'preload-jemalloc',
    'fix-jemalloc',
    'as-built',
  ]);
  const rows = compareTrials(fold).rows;
  for (const { measures } of rows) expect(measures).toHaveLength(2);
  const measure = (id: string) => fold.trials.get(id)?.measures[0];
  expect(measure('as-built')?.allocator).toMatch(/^system \(glibc 2\.\d+\)$/);
  expect(measure('preload-jemalloc')?.allocator).toContain('jemalloc, preloaded');
  expect(measure('fix-jemalloc')?.allocator).toContain('jemalloc 5.3.1, built-in');
  expect(measure('fix-jemalloc')?.buildSeconds).toBeGreaterThan(0);
  expect(measure('fix-jemalloc')?.cpuSeconds).toBeGreaterThan(0);
  const recording = path.resolve(path.dirname(file), measure('fix-jemalloc')?.file ?? '');
  expect((await readRun(recording)).header?.trial).toMatchObject({
    id: 'fix-jemalloc',
    comparison: fold.header.id,
  });
});

test('a service that is on jemalloc already: preloading is refused with the reason', async () => {
  tinyService(cwd, {
    'Cargo.toml':
      '[package]\nname = "tiny-service"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\ntikv-jemallocator = "0.7"\n',
    'src/main.rs': `#[global_allocator]\nstatic GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n${MAIN}`,
  });
  const options = tinyOptions(cwd, 'default');
  const { trials, each } = await offerTrials({ ...options, buildEnv: { CARGO_TARGET_DIR: TRIAL_TARGET } });
  const answer = (id: string) => trials.find((trial) => trial.id === id)?.applies;
  expect(answer('preload-jemalloc')).toMatchObject({ reason: expect.stringContaining('jemalloc built in') });
  expect(answer('fix-jemalloc')).toMatchObject({ reason: expect.stringContaining('already') });
  expect(each).toEqual(runLength(planSchema.parse(options.overrides)));
  expect(trials.filter(({ builds }) => builds).every(({ id }) => /^(feature|fix)/.test(id))).toBe(true);
  expect(trials.filter(({ byDefault }) => byDefault).map(({ id }) => id)).toEqual([
    'as-built',
    'jemalloc-eager',
  ]);
});

test('a service that has mimalloc behind a feature: both it and the other one can be tried', async () => {
  tinyService(cwd, {
    'Cargo.toml':
      '[package]\nname = "tiny-service"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\nmimalloc = { version = "0.1", optional = true }\n',
    'src/main.rs': `#[cfg(feature = "mimalloc")]\n#[global_allocator]\nstatic GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;\n${MAIN}`,
  });
  const offered = await offerTrials(tinyOptions(cwd, 'default'));
  const answer = (id: string) => offered.trials.find((trial) => trial.id === id)?.applies;
  expect(answer('feature')).toBe(true);
  expect(answer('fix-jemalloc')).toBe(true);
  expect(answer('fix-mimalloc')).toMatchObject({ remedy: expect.stringContaining('with that feature') });
});

test('what it is doing: a rest has no connections', async () => {
  tinyService(cwd);
  const options = tinyOptions(cwd, ['as-built'], { connections: [2], rest: 1.5 });
  const doing: string[] = [];
  await compare(options, { progress: ({ text }) => void doing.push(text) }, deps).done;
  expect(doing.filter((text) => text.startsWith('rest'))).toContain('rest after burst 1');
});

/** The engine as a child process. */
async function startEngine(): Promise<{
  child: ChildProcess;
  when: (type: Message['type']) => Promise<Message>;
}> {
  const engine = path.join(folder, 'engine.cjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/engine/main.ts')],
    outfile: engine,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // its ESM build asks for import.meta, which a CommonJS bundle has not
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    logLevel: 'error',
  });
  for (const name of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm']) {
    copyFileSync(path.join(ROOT, 'node_modules', name), path.join(folder, path.basename(name)));
  }
  const child = fork(engine, { stdio: 'inherit' });
  running.add(child);
  const heard: Message[] = [];
  child.on('message', (message: Message) => heard.push(message));
  return {
    child,
    when: (type) =>
      new Promise((resolve, reject) => {
        const look = (message: Message) => {
          if (message.type === type) resolve(message);
          else if (message.type === 'error') reject(new Error(message.message));
        };
        heard.forEach(look);
        child.on('message', look);
      }),
  };
}

test('killed: no process, no scratch copy, and the finished trials stand', async () => {
  tinyService(cwd);
  const { child, when } = await startEngine();
  child.send({
    cmd: 'compare',
    options: {
      ...tinyOptions(cwd, ['fix-jemalloc', 'fix-mimalloc']),
      overrides: { tail: 0.3, baseline: 0.2, rest: 0.2, burst: { seconds: 0.3 }, connections: [2] },
    },
  });
  const created = await when('comparison-file');
  const file = created.type === 'comparison-file' ? created.file : '';
  const pid = await new Promise<number>((resolve) => {
    child.on('message', async (message: Message) => {
      if (message.type !== 'trial-file' || message.trial !== 'fix-jemalloc') return;
      expect(scratchLeft(cwd)).toContain('fix-jemalloc');
      resolve((await readRun(message.file)).header?.service.pid ?? 0);
    });
  });
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  while (isAlive(pid) || scratchLeft(cwd).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(statesIn(file)).toEqual({
    'as-built': 'measured',
    'fix-jemalloc': 'running',
    'fix-mimalloc': 'waiting',
  });
  expect(readComparison(readFileSync(file, 'utf8')).ended).toBeUndefined();
  const recordings = readdirSync(path.join(cwd, '.stairstep/runs'));
  expect(recordings).toHaveLength(2);
  expect(existsSync(path.join(cwd, '.stairstep/.gitignore'))).toBe(true);
});
