/** Which version of a crate to ask for. */
import type { KnownAllocator } from './catalogue';
import type { AllocatorCrate } from './entry';
import type { Manifest } from './manifest';
import type { FixInput } from './outcome';

/**
 * The version to ask for: the one that goes with a sibling crate, else the one that is locked, else the newest; with as
 * many parts as the manifest's other versions have, and exactly that one where they are exact.
 */
export function requirement(
  crate: AllocatorCrate,
  { input, manifest, entry }: { input: FixInput; manifest: Manifest; entry: KnownAllocator },
): string {
  const sibling = manifest.dependencies.find(
    ({ crate: name, version }) => version && crate.siblings.includes(name),
  );
  // where cargo could not resolve it, what a manifest asks for
  const locked = /\d+(\.\d+)+/.exec(input.locked[crate.name]?.at(0) ?? '')?.[0];
  const lockedSibling = crate.siblings.flatMap((name) => input.locked[name] ?? []).at(0);
  const asked = sibling?.version;
  // of a range, the version in it that is used
  const used = asked !== undefined && /[<>,*]/.test(asked) ? (lockedSibling ?? asked) : asked;
  const bound = used ?? (locked === undefined ? lockedSibling : undefined);
  if (bound !== undefined) return /\d+\.\d+/.exec(bound)?.[0] ?? bound;
  const version = locked ?? (crate === entry.crate ? input.version : crate.version);
  if (isMost(manifest, /^=/)) return `=${version}`;
  return isMost(manifest, /^[\^~]?\s*\d+\.\d+\.\d+/) ? version : version.split('.').slice(0, 2).join('.');
}

/** Whether more than half of the versions are written so. */
function isMost({ dependencies }: Manifest, style: RegExp): boolean {
  const versions = dependencies.flatMap(({ version }) => version ?? []);
  return versions.filter((version) => style.test(version)).length * 2 > versions.length;
}
