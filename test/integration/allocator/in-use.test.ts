import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inspectBinary } from '../../../src/engine/allocator/binary';
import { allocatorInUse } from '../../../src/engine/allocator/in-use';
import { findLibraries } from '../../../src/engine/compare/libraries';
import { buildJemalloc, fixIn, MANIFEST, TARGET, writeCrate } from './crate';

const run = promisify(execFile);
/** Says when it has made its threads, then waits for the end of its input. */
const SERVICE = `use std::io::Read;

fn main() {
    let made: Vec<Vec<u8>> = (1..200).map(|n| vec![1; n * 4096]).collect();
    drop(made);
    println!("ready");
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
`;

beforeAll(buildJemalloc);

const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
});

async function start(program: string, env: Record<string, string> = {}): Promise<number> {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  running.push(child);
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('not started');
  return child.pid;
}

async function build(root: string, name: string): Promise<string> {
  const flags = ['build', '--quiet', '--offline', '--target-dir', TARGET];
  await run('cargo', flags, { cwd: root });
  const copy = join(root, name);
  await run('cp', [join(TARGET, 'debug/service'), copy]);
  return copy;
}

describe('the allocator in use', () => {
  it("is the system's before a fix and jemalloc with its threads after, also in a stripped binary", async () => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': SERVICE });
    const before = await build(root, 'before');
    expect(await inspectBinary(before)).toMatchObject({
      format: 'elf',
      builtIn: 'system',
      preloadable: true,
      libc: 'glibc',
    });
    const pid = await start(before, { MALLOC_ARENA_MAX: '1' });
    expect(await allocatorInUse({ binaryPath: before, pid, env: { MALLOC_ARENA_MAX: '1' } })).toMatchObject({
      name: 'system',
      how: 'default',
      version: expect.stringMatching(/^glibc 2\.\d+$/),
      options: { MALLOC_ARENA_MAX: '1' },
    });
    expect(await hasJemallocBackgroundThread(pid)).toBe(false);

    const fixed = await fixIn(root, '--write', '--options', 'background_thread:true,dirty_decay_ms:100');
    expect(fixed.code).toBe(0);
    const after = await build(root, 'after');
    const jemalloc = await start(after);
    expect(await allocatorInUse({ binaryPath: after, pid: jemalloc, env: {} })).toMatchObject({
      name: 'jemalloc',
      how: 'built-in',
      version: expect.stringMatching(/^5\.\d+\.\d+$/),
      variable: '_RJEM_MALLOC_CONF',
      evidence: expect.stringContaining('symbol _rjem_'),
    });
    await expect.poll(() => hasJemallocBackgroundThread(jemalloc), { timeout: 20_000 }).toBe(true);
    const stripped = join(root, 'stripped');
    await run('strip', ['-o', stripped, after]);
    expect(await inspectBinary(stripped)).toMatchObject({
      builtIn: 'jemalloc',
      stripped: true,
      variable: '_RJEM_MALLOC_CONF',
      preloadable: false,
    });
  });

  it('has its options in another variable where its functions have no prefix, as in the library', async () => {
    const { jemalloc } = await findLibraries(process.execPath);
    if (jemalloc === undefined) throw new Error('Install libjemalloc2.');
    expect(await inspectBinary(jemalloc)).toMatchObject({ builtIn: 'jemalloc', variable: 'MALLOC_CONF' });
  });

  it('is told from a library that is preloaded', async () => {
    const root = await writeCrate({
      'Cargo.toml': MANIFEST,
      'src/main.rs': SERVICE,
      'stand-in.c': 'int stand_in;\n',
    });
    const library = join(root, 'libjemalloc.so.2');
    await run('cc', ['-shared', '-fPIC', '-o', library, join(root, 'stand-in.c')]);
    const binary = await build(root, 'built');
    const pid = await start(binary, { LD_PRELOAD: library });
    expect(await allocatorInUse({ binaryPath: binary, pid, env: {} })).toMatchObject({
      name: 'jemalloc',
      how: 'preloaded',
      evidence: `${library} mapped`,
    });
  });

  it('is not guessed for what is no ELF file', async () => {
    const root = await writeCrate({ script: '#!/bin/sh\n', exe: 'MZ and more', short: '\u007fELF' });
    expect(await allocatorInUse({ binaryPath: join(root, 'script'), env: {} })).toMatchObject({
      name: 'unknown',
    });
    expect(await inspectBinary(join(root, 'exe'))).toMatchObject({ format: 'pe', preloadable: false });
    expect(await inspectBinary(join(root, 'short'))).toMatchObject({ format: 'unknown' });
  });
});

/** Whether one of jemalloc's background threads runs in a process. */
async function hasJemallocBackgroundThread(pid: number): Promise<boolean> {
  const tasks = `/proc/${pid}/task`;
  const threads = await readdir(tasks).catch(() => []);
  const names = await Promise.all(
    threads.map((tid) => readFile(join(tasks, tid, 'comm'), 'utf8').catch(() => '')),
  );
  return names.some((name) => name.trim() === 'jemalloc_bg_thd');
}
