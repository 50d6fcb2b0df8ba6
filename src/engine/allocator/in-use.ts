/** The allocator that a process really runs with. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AllocatorInUse, AllocatorName } from '../../core/allocator/allocator';
import { CATALOGUE, optionsFromEnvironment } from '../../core/allocator/catalogue';
import { type BinaryFacts, inspectBinary } from './binary';

export interface InUseOptions {
  binaryPath: string;
  /** of a process that runs it; without one, what a preload would do is not seen */
  pid?: number;
  /** the environment it was started with */
  env: Readonly<Record<string, string | undefined>>;
}

/** Tell the allocator from the binary and, where it runs, from its maps. */
export async function allocatorInUse(options: InUseOptions): Promise<AllocatorInUse> {
  const facts = await inspectBinary(options.binaryPath);
  const maps = options.pid === undefined ? [] : await mappedLibraries(options.pid);
  const found = await decide(facts, maps, options.pid);
  const read = optionsFromEnvironment(found.name, options.env);
  return Object.keys(read).length > 0 ? { ...found, options: read } : found;
}

async function decide(
  facts: BinaryFacts,
  maps: readonly string[],
  pid: number | undefined,
): Promise<AllocatorInUse> {
  const builtIn = facts.builtIn;
  const version = facts.version === undefined ? {} : { version: facts.version };
  if (builtIn !== undefined && builtIn !== 'system')
    return {
      name: builtIn,
      how: 'built-in',
      ...version,
      ...(facts.variable !== undefined && { variable: facts.variable }),
      evidence: facts.evidence,
    };
  const preloaded = mappedAllocator(maps);
  if (preloaded) return { name: preloaded.name, how: 'preloaded', evidence: `${preloaded.path} mapped` };
  if (builtIn === undefined) return { name: 'unknown', how: 'default', evidence: facts.evidence };
  return { name: 'system', how: 'default', ...(await libcVersion(maps, pid)), evidence: facts.evidence };
}

function mappedAllocator(maps: readonly string[]): { name: AllocatorName; path: string } | undefined {
  for (const entry of CATALOGUE.filter(({ name }) => name !== 'system')) {
    const path = maps.find((mapped) => entry.library.test(basename(mapped)));
    if (path !== undefined) return { name: entry.name, path };
  }
  return undefined;
}

async function libcVersion(maps: readonly string[], pid: number | undefined): Promise<{ version?: string }> {
  const musl = maps.find((path) => basename(path).startsWith('ld-musl'));
  if (musl !== undefined) return { version: 'musl' };
  const libc = maps.find((path) => /^libc(-\d+\.\d+\.so|\.so\.6)$/.test(basename(path)));
  if (libc === undefined) return {};
  // from 2.34 on only the library itself says its version; as the process sees it, which may be in a container
  const bytes = await readFile(`/proc/${pid}/root${libc}`).catch(() => readFile(libc).catch(() => undefined));
  const banner = /GNU C Library [^\0]* release version (\d+\.\d+)/.exec(bytes?.toString('latin1') ?? '')?.[1];
  const version = banner ?? /-(\d+\.\d+)\.so$/.exec(libc)?.[1];
  return version === undefined ? {} : { version: `glibc ${version}` };
}

/** Paths of the files that a process has mapped; empty where /proc does not tell. */
async function mappedLibraries(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
  return [...new Set(text.split('\n').flatMap((line) => /\s(\/.+)$/.exec(line)?.[1] ?? []))];
}
