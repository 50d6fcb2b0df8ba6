/** Allocator libraries of the system that can be preloaded into a binary. */
import { execFile } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { AllocatorName } from '../../core/allocator/allocator';
import { CATALOGUE } from '../../core/allocator/catalogue';

const run = promisify(execFile);

const FOLDERS = ['/usr/local/lib', '/usr/lib64', '/usr/lib', '/lib64', '/lib'];

/** Allocator -> path of the library, of the binary's architecture. Newer file names win. */
export async function findLibraries(binary: string): Promise<Partial<Record<AllocatorName, string>>> {
  const found: Partial<Record<AllocatorName, string>> = {};
  if (process.platform !== 'linux') return found;
  const machine = await machineOf(binary);
  const files = [...(await cachedLibraries()), ...(await folderLibraries())];
  for (const { name, preload } of CATALOGUE) {
    const candidates = (preload?.files ?? []).flatMap((file) =>
      files.filter((known) => path.basename(known) === file),
    );
    for (const candidate of candidates) {
      if ((await machineOf(candidate)) !== machine) continue;
      found[name] = candidate;
      break;
    }
  }
  return found;
}

/** What the dynamic linker's cache holds: `name (libc6,x86-64) => /path`. */
async function cachedLibraries(): Promise<string[]> {
  for (const program of ['/sbin/ldconfig', 'ldconfig']) {
    const answer = await run(program, ['-p'], { maxBuffer: 16 * 1024 * 1024 }).catch(() => undefined);
    if (answer) return answer.stdout.split('\n').flatMap((line) => /=> (\/.+)$/.exec(line)?.[1] ?? []);
  }
  return [];
}

/** For systems without that cache. */
async function folderLibraries(): Promise<string[]> {
  const names = await Promise.all(
    FOLDERS.map(async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const multiarch = entries
        .filter((entry) => /-linux-gnu/.test(entry.name))
        .map(({ name }) => path.join(folder, name));
      const inner = await Promise.all(multiarch.map((inside) => filesIn(inside)));
      return [...entries.map(({ name }) => path.join(folder, name)), ...inner.flat()];
    }),
  );
  return names.flat();
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => path.join(folder, name));
}

const HEAD = 20;

/** Class and machine of an ELF file, as text to compare; undefined where it is none. */
async function machineOf(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const head = Buffer.alloc(HEAD);
    const { bytesRead } = await handle.read(head, 0, HEAD, 0);
    if (bytesRead < HEAD || head.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
    return `${head[4]} ${head[5]} ${head.subarray(18, 20).toString('hex')}`;
  } finally {
    await handle.close();
  }
}
