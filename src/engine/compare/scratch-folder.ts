/** Folders for scratch copies: each belongs to a process, and goes away with it, however that ends. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { processIdentity } from '../process/identity';
import { onceGone } from '../process/outliving-shell';

const ownerSchema = z.object({ pid: z.number().int().positive(), identity: z.string() });
const OWNER = '.owner';

export interface ScratchFolder {
  readonly path: string;
  /** Removes it; nothing is left then. */
  remove(): Promise<void>;
}

/** Takes a folder in `parent` that is called `name`, or that with a number where another process has it. */
export function takeFolder(parent: string, name: string): ScratchFolder {
  mkdirSync(parent, { recursive: true });
  const identity = processIdentity(process.pid) ?? '';
  for (let n = 1; ; n++) {
    const folder = path.join(parent, n === 1 ? name : `${name}-${n}`);
    try {
      writeFileSync(folder + OWNER, JSON.stringify({ pid: process.pid, identity }), { flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw error;
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const release = removeWithUs(folder);
    return {
      path: folder,
      remove: async () => {
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
        rmSync(folder + OWNER, { force: true });
        release();
      },
    };
  }
}

/** Removes what processes that are gone have left in `parent`. Gives the names. */
export function removeLeftFolders(parent: string): string[] {
  return namesIn(parent)
    .filter((name) => name.endsWith(OWNER))
    .flatMap((name) => {
      const owner = readOwner(path.join(parent, name));
      if (owner && processIdentity(owner.pid) === owner.identity) return [];
      const folder = name.slice(0, -OWNER.length);
      rmSync(path.join(parent, folder), { recursive: true, force: true });
      rmSync(path.join(parent, name), { force: true });
      return [folder];
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOwner(file: string): z.output<typeof ownerSchema> | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Removes until a build that is still ending writes no more. */
const SCRIPT = `
n=0
while [ $n -lt 20 ]; do
  rm -rf -- "$1"
  sleep 0.5
  [ -e "$1" ] || break
  n=$((n + 1))
done
rm -f -- "$1${OWNER}"
`;

/** After a SIGKILL nobody of us is left to clean up. On Windows the next start does. */
function removeWithUs(folder: string): () => void {
  return onceGone(SCRIPT, 'stairstep-scratch', [folder]);
}
