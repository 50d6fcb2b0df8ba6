import pidusage from 'pidusage';
import type { MemorySource } from './memory';
import { PORTABLE_NOTE, PortableMemory } from './portable-memory';
import { ProcMemory } from './proc-memory';
import { TreeMemory } from './tree-memory';

export interface MemoryTarget {
  pid: number;
  tree: boolean;
  pageSize: number;
}

/** The source that this system has, and what must be said of it. Throws where the process is not there. */
export async function openMemory(target: MemoryTarget): Promise<{ source: MemorySource; note?: string }> {
  const { pid, tree, pageSize } = target;
  if (process.platform !== 'linux') {
    const { memory } = await pidusage(pid);
    return { source: new PortableMemory(pid, memory), note: PORTABLE_NOTE };
  }
  return { source: tree ? new TreeMemory(pid, pageSize) : new ProcMemory(pid, pageSize) };
}
