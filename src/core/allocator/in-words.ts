import type { AllocatorInUse } from './allocator';

/** Its name, also one that only a newer version knows. */
export function calledName({ name, written }: Pick<AllocatorInUse, 'name' | 'written'>): string {
  return name === 'unknown' ? (written?.name ?? name) : name;
}

/** `system (glibc 2.36)`, `jemalloc 5.3.1, preloaded`, with the options it was given: `system, MALLOC_ARENA_MAX=1` */
export function inWords(allocator: Omit<AllocatorInUse, 'evidence' | 'variable'>): string {
  const { name, how, version, options = {}, written } = allocator;
  const called = calledName(allocator);
  const versioned =
    version === undefined ? called : name === 'system' ? `system (${version})` : `${called} ${version}`;
  const way = how === 'unknown' ? written?.how : how;
  const placed = way === undefined || way === 'default' ? [versioned] : [versioned, way];
  const set = Object.entries(options).map(([key, value]) => `${key}=${value}`);
  return [...placed, ...set].join(', ');
}
