/** Folders that an allocator does not build in. */
import type { AllocatorName } from './allocator';
import { allocatorEntry } from './catalogue';

/** Why it does not; undefined where it may. `folder` is where cargo builds. */
export function whyNotIn(folder: string, allocator: AllocatorName): string | undefined {
  const entry = allocatorEntry(allocator);
  return entry?.crate?.spaceless && folder.includes(' ')
    ? `${entry.title} cannot be built in ${folder}: its build does not take a path with a space.`
    : undefined;
}
