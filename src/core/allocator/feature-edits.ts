/** The edits of `[features]` that put a dependency behind one. */
import type { Manifest } from './manifest';
import type { DependencyPlan } from './plan';
import type { NewEntry } from './toml/new-entry';

export function featureEdits(
  manifest: Manifest,
  feature: string,
  item: string,
): Pick<DependencyPlan, 'newEntries' | 'appendFeature'> {
  const own = Object.hasOwn(manifest.ownFeatures, feature) ? manifest.ownFeatures[feature] : undefined;
  if (own?.includes(item)) return { newEntries: [] };
  if (own) return { newEntries: [], appendFeature: { feature, item } };
  return { newEntries: [newFeature(feature, [item])] };
}

export function newFeature(feature: string, items: readonly string[]): NewEntry {
  return {
    table: ['features'],
    key: feature,
    value: { kind: 'strings', items },
    leading: ['default'],
    after: [(path) => isOfTarget(path) || isPlain(path)],
  };
}

/** Naming a dependency `dep:x` takes its implicit feature away, which others may use. */
export function dependencyItem(manifest: Manifest, key: string): string {
  const implicit = Object.hasOwn(manifest.features, key) && !Object.hasOwn(manifest.ownFeatures, key);
  return implicit ? key : `dep:${key}`;
}

/** Where a new table of dependencies goes: those of targets below the others, and both above those of tests and builds. */
export function placeOfDependencies(table: readonly string[]): Pick<NewEntry, 'after' | 'above'> {
  return isPlain(table)
    ? { after: [], above: (path) => path[0] === 'target' || isOther(path) }
    : { after: [isOfTarget, isPlain], above: isOther };
}

function isOther(path: readonly string[]): boolean {
  return /^(dev|build)[-_]dependencies$/.test(path[0] ?? '');
}

function isOfTarget(path: readonly string[]): boolean {
  return path[0] === 'target' && path[2] === 'dependencies';
}

function isPlain(path: readonly string[]): boolean {
  return path[0] === 'dependencies';
}
