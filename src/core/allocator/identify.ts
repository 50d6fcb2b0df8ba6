/** Which allocator each one is that the sources set, and whether a build has it. */
import type { AllocatorName } from './allocator';
import { allocatorOfCrate, CATALOGUE } from './catalogue';
import { type CfgFacts, featuresToHold, holds } from './cfg';
import type { Manifest } from './manifest';
import type { ExistingAllocator } from './outcome';

/** An allocator that the sources set, and what it is to a plain release build. */
export interface Identified extends ExistingAllocator {
  name: AllocatorName;
  /** compiled by a plain release build */
  active: boolean;
  /** features that would compile it; absent where none would */
  enableWith?: string[];
  /** key of the dependency that offers it; absent where that offers more than an allocator, or there is none */
  dependency?: string;
}

/** Name each allocator, and tell which of them a plain build has. */
export function identify(
  found: readonly ExistingAllocator[],
  manifest: Manifest,
  facts: CfgFacts,
): Identified[] {
  return found.map((existing) => {
    const active = holds(existing.cfg, facts);
    const enableWith = active ? undefined : featuresToHold(existing.cfg, facts);
    const name = nameOf(existing.type, manifest);
    const named = idents(existing.type);
    const dependency = manifest.dependencies.find(
      ({ ident, crate }) => named.includes(ident) && allocatorOfCrate(crate),
    )?.key;
    return {
      ...existing,
      name,
      active,
      ...(enableWith ? { enableWith } : {}),
      ...(dependency === undefined ? {} : { dependency }),
    };
  });
}

/** First names of the paths in a type. */
function idents(type: string): string[] {
  return type.split(/[<>,&\s]+/).map((path) => path.split('::')[0] ?? '');
}

/** The allocator that a type stands for, through renamed crates and wrappers such as `Cap<Jemalloc>`. */
function nameOf(type: string, manifest: Manifest): AllocatorName {
  if (/(^|::)System$/.test(type)) return 'system';
  for (const path of type.split(/[<>,\s]+/).filter(Boolean)) {
    const segments = path.split('::');
    const dependency = manifest.dependencies.find(({ ident }) => ident === segments[0]);
    const crate = dependency?.crate ?? segments[0]?.replaceAll('_', '-') ?? '';
    const entry = allocatorOfCrate(crate)?.entry;
    if (entry) return entry.name;
    const byType = CATALOGUE.find((known) => known.crate?.type === segments.at(-1));
    if (byType && dependency === undefined) return byType.name;
  }
  return 'unknown';
}
