/** What a run is recorded on. */
import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import type { Machine } from '../../core/run/header';
import { readText } from '../process/proc';
import { limitingCgroup } from './cgroup';

const run = promisify(execFile);

/** First line of what a program prints; undefined where it cannot be run. */
async function firstLine(program: string, args: string[], cwd?: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, args, { timeout: 10_000, ...(cwd !== undefined && { cwd }) });
    return stdout.split('\n')[0]?.trim() || undefined;
  } catch {
    return undefined;
  }
}

async function libc(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const glibc = await firstLine('getconf', ['GNU_LIBC_VERSION']);
  if (glibc) return glibc;
  const report = process.report?.getReport();
  const header = typeof report === 'object' && 'header' in report ? report.header : undefined;
  const version =
    typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header
      ? header.glibcVersionRuntime
      : undefined;
  return typeof version === 'string' ? `glibc ${version}` : 'musl';
}

/** Everything of this machine that can change the figures. `folder` decides which toolchain rustc is. */
export async function describeMachine(folder: string): Promise<Machine> {
  const memory = os.totalmem();
  const [rustc, libcName, page] = await Promise.all([
    firstLine('rustc', ['-V'], folder),
    libc(),
    firstLine('getconf', ['PAGESIZE']),
  ]);
  const limit = process.platform === 'linux' ? limitingCgroup(memory)?.limit : undefined;
  const thp = /\[(\w+)\]/.exec(readText('/sys/kernel/mm/transparent_hugepage/enabled') ?? '')?.[1];
  const pretty = /^PRETTY_NAME="?([^"\n]+)/m.exec(readText('/etc/os-release') ?? '')?.[1];
  const pageSize = Number(page);
  return {
    os: pretty ?? os.type(),
    kernel: os.release(),
    arch: os.arch(),
    cores: os.availableParallelism(),
    memory,
    ...(limit !== undefined && { cgroupLimit: limit }),
    ...(pageSize > 0 && { pageSize }),
    ...(libcName !== undefined && { libc: libcName }),
    ...(thp !== undefined && { thp }),
    ...(rustc !== undefined && { rustc }),
  };
}

/** The commit that a folder is at, with `-dirty` where it differs; undefined where there is none. */
export async function describeCommit(folder: string): Promise<string | undefined> {
  const commit = await firstLine('git', ['rev-parse', '--short=12', 'HEAD'], folder);
  if (!commit) return undefined;
  const changed = await firstLine('git', ['status', '--porcelain', '--untracked-files=no'], folder);
  return changed ? `${commit}-dirty` : commit;
}
