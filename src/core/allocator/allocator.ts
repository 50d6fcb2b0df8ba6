/** The names of the allocators we know, and the one that a process runs with. */
import { ENTRIES } from './entries';

export type AllocatorName = (typeof ENTRIES)[number]['name'] | 'unknown';
export const ALLOCATOR_NAMES: readonly AllocatorName[] = [...ENTRIES.map(({ name }) => name), 'unknown'];

/** The allocator that a process really runs with, as found in its binary and its maps; never the one intended. */
export interface AllocatorInUse {
  name: AllocatorName;
  /** how it got in; `unknown` where a newer version names a way that this one does not know */
  how: 'default' | 'built-in' | 'preloaded' | 'unknown';
  /** e.g. `5.3.1`, `glibc 2.36`; absent where it cannot be told */
  version?: string;
  /** of the environment, that a built-in one reads its options from; absent where it cannot be told */
  variable?: string;
  /** what was seen: `symbol _rjem_malloc`, `/usr/lib/.../libjemalloc.so.2 mapped` */
  evidence: string;
  /** options from the environment that this allocator reads: `MALLOC_ARENA_MAX` -> `1` */
  options?: Record<string, string>;
  /** what a newer version wrote where `name` or `how` is `unknown` here */
  written?: { name?: string; how?: string };
}
