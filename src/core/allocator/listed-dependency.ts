/** A crate that the manifest already lists, used as it stands there. */
import type { Cfg } from './cfg';
import { both, holds } from './cfg';
import type { Dependency } from './dependency';
import type { AllocatorCrate } from './entry';
import { dependencyItem, featureEdits, newFeature } from './feature-edits';
import { featuresOf, featuresOn } from './manifest';
import { type DependencyPlan, featureFlag, type PlanContext, platformOf } from './plan';

export interface ListedUse {
  dependency: Dependency;
  crate: AllocatorCrate;
  /** where its entries together bring it */
  platform: Cfg;
  /** features of the crate that they turn on */
  features: string[];
}

/**
 * The first that its entries bring for every target that is built. An entry of a triple does not count: no condition in a
 * source says the same.
 */
export function listedUse(
  listed: readonly Dependency[],
  crates: readonly AllocatorCrate[],
  { facts, input }: PlanContext,
): ListedUse | undefined {
  for (const dependency of listed.filter(isWithCondition)) {
    const crate = crates.find(({ name }) => name === dependency.crate);
    const { key, optional } = dependency;
    const entries = listed.filter(
      (other) => isWithCondition(other) && other.key === key && other.optional === optional,
    );
    const platform = crate && platformOfAll(entries, crate);
    const targets = [facts.target, ...input.otherTargets].filter(
      (target) => crate && holds(platformOf(crate), { ...facts, target }),
    );
    if (platform && targets.every((target) => holds(platform, { ...facts, target })))
      return { dependency, crate, platform, features: entries.flatMap(({ features }) => features) };
  }
  return undefined;
}

function isWithCondition({ table, target }: Dependency): boolean {
  return table === 'normal' && (!target || target.cfg !== undefined);
}

function platformOfAll(entries: readonly Dependency[], crate: AllocatorCrate): Cfg {
  const conditions = entries.flatMap(({ target }) => target?.cfg ?? []);
  const [only] = conditions;
  if (conditions.length < entries.length || !only) return platformOf(crate);
  return conditions.length === 1 ? only : { kind: 'any', of: conditions };
}

/** The plan that takes it as it is. */
export function useListed(context: PlanContext, use: ListedUse): DependencyPlan {
  const { dependency, crate, platform } = use;
  const { input, manifest, facts } = context;
  const base = {
    ident: dependency.ident,
    type: crate.type,
    newEntries: [],
    crateFeatures: use.features,
  };
  const feature = input.feature;
  const off = (name: string) => (facts.features.has(name) ? [] : [name]);
  if (!dependency.optional) {
    if (feature === undefined) return { ...base, cfg: platform, features: [] };
    const newEntries = Object.hasOwn(manifest.ownFeatures, feature) ? [] : [newFeature(feature, [])];
    return { ...base, cfg: both(featureFlag(feature), platform), newEntries, features: off(feature) };
  }
  const bringing = featuresOf(manifest, dependency);
  const on = bringing.find((name) => facts.features.has(name));
  const chosen = feature ?? on ?? bringing[0] ?? dependency.key;
  const cfg = both(featureFlag(chosen), platform);
  const features = off(chosen);
  const turnedOn = featuresOn(manifest, [chosen]);
  const brings = [dependency.key, ...bringing].some((name) => turnedOn.has(name));
  if (brings) return { ...base, cfg, features };
  return {
    ...base,
    cfg,
    features,
    ...featureEdits(manifest, chosen, dependencyItem(manifest, dependency.key)),
  };
}
