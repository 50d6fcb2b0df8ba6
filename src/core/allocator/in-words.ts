import type { AllocatorInUse } from './allocator';

/** `system (glibc 2.36)`, `jemalloc 5.3.1, preloaded`, with the options it was given: `system, MALLOC_ARENA_MAX=1` */
export function inWords({
  name,
  how,
  version,
  options = {},
}: Pick<AllocatorInUse, 'name' | 'how' | 'version' | 'options'>): string {
  const versioned =
    version === undefined ? name : name === 'system' ? `system (${version})` : `${name} ${version}`;
  const placed = how === 'default' ? versioned : `${versioned}, ${how}`;
  const set = Object.entries(options).map(([key, value]) => `${key}=${value}`);
  return [placed, ...set].join(', ');
}
