/** Look-ups among the allocators we know. */
import type { AllocatorName } from './allocator';
import { ENTRIES } from './entries';
import type { AllocatorCrate, AllocatorEntry } from './entry';

export type KnownAllocator = AllocatorEntry<AllocatorName>;

/** In the order in which they are tried. */
export const CATALOGUE: readonly KnownAllocator[] = ENTRIES;

/** The entry of a name; undefined for `unknown`. */
export function allocatorEntry(name: string): KnownAllocator | undefined {
  return CATALOGUE.find((entry) => entry.name === name);
}

/** As a sentence names it. */
export function title(name: AllocatorName): string {
  return allocatorEntry(name)?.title ?? name;
}

/** Names that a fix can put into a manifest. */
export function fixableAllocators(): AllocatorName[] {
  return CATALOGUE.filter((entry) => entry.crate !== undefined).map((entry) => entry.name);
}

/** Which allocator a crate offers, by its name on crates.io. */
export function allocatorOfCrate(
  crate: string,
): { entry: KnownAllocator; crate: AllocatorCrate } | undefined {
  for (const entry of CATALOGUE) {
    const found = [...(entry.crate ? [entry.crate] : []), ...entry.legacy].find(
      (known) => known.name === crate,
    );
    if (found) return { entry, crate: found };
  }
  return undefined;
}

/** Variables that the allocator reads, out of an environment. */
export function optionsFromEnvironment(
  name: AllocatorName,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const pattern = allocatorEntry(name)?.environment;
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(env))
    if (value !== undefined && pattern?.test(key)) found[key] = value;
  return found;
}
