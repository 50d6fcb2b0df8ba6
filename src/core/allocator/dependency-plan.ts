/** Which crate a fix uses, under which condition, and what the manifest lacks for it. */
import type { KnownAllocator } from './catalogue';
import { ALWAYS, both, type Cfg, type CfgFacts, holds, parseCfg, renderCfg, sameCfg } from './cfg';
import type { Dependency } from './dependency';
import type { AllocatorCrate } from './entry';
import { featuresOf, featuresOn, type Manifest } from './manifest';
import type { FixInput } from './outcome';
import { requirement } from './requirement';
import type { Insertion } from './toml/insertion';

export interface DependencyPlan {
  /** crate name in Rust */
  ident: string;
  type: string;
  /** when the static is compiled */
  cfg: Cfg;
  /** entries to add to the manifest, in order */
  insertions: Insertion[];
  /** an item to append to a feature that is there */
  appendFeature?: { feature: string; item: string };
  /** features that the build needs */
  features: string[];
  /** features of the crate that are on */
  crateFeatures: string[];
}

export interface PlanContext {
  input: FixInput;
  manifest: Manifest;
  facts: CfgFacts;
  entry: KnownAllocator;
  /** keys of `[target]` */
  targets: readonly string[];
  /** the manifest writes multi-part dependencies as `[dependencies.x]` only */
  ownTables: boolean;
  /** it writes those of its targets so, even where they have a version only */
  ownTargetTables: boolean;
  /** the crate that an existing static already names: only the manifest lacks it */
  required?: AllocatorCrate;
}

/** Decide on the crate and what to add. */
export function planDependency(context: PlanContext): DependencyPlan | undefined {
  const { manifest, entry, input } = context;
  const crates = [...(entry.crate ? [entry.crate] : []), ...entry.legacy];
  const listed = manifest.dependencies.filter(({ crate }) => crates.some(({ name }) => name === crate));
  const usable = listed.find((dependency) => isUsable(dependency, context.facts));
  if (usable) {
    const crate = crates.find(({ name }) => name === usable.crate);
    return crate && useListed(context, usable, crate);
  }
  const inherited = manifest.workspaceDependencies.find(({ crate }) =>
    crates.some(({ name }) => name === crate),
  );
  const crate =
    context.required ??
    crates.find(({ name }) => name === inherited?.crate) ??
    crates.find(({ name }) => listed.some((dependency) => dependency.crate === name)) ??
    lockedCrate(crates, input) ??
    entry.crate;
  return crate && addNew(context, crate, inherited?.crate === crate.name ? inherited : undefined, listed);
}

/** A native library can be linked once: where an older crate already brings it, that one is used. */
function lockedCrate(crates: readonly AllocatorCrate[], input: FixInput): AllocatorCrate | undefined {
  const isLocked = (crate: AllocatorCrate) =>
    crate.siblings.some((sibling) => input.locked[sibling] !== undefined);
  const locked = crates.filter(isLocked);
  return locked.length === 1 ? locked[0] : undefined;
}

function isUsable(dependency: Dependency, facts: CfgFacts): boolean {
  if (dependency.table !== 'normal') return false;
  if (!dependency.target) return true;
  return dependency.target.cfg !== undefined && holds(dependency.target.cfg, facts);
}

/** Where a crate builds. */
export function platformOf(crate: AllocatorCrate): Cfg {
  return (crate.cfg === undefined ? undefined : parseCfg(crate.cfg)) ?? ALWAYS;
}

function featureFlag(name: string): Cfg {
  return { kind: 'flag', name: 'feature', value: name };
}

function useListed(context: PlanContext, dependency: Dependency, crate: AllocatorCrate): DependencyPlan {
  const { input, manifest, facts } = context;
  const platform = dependency.target?.cfg ?? platformOf(crate);
  const base = {
    ident: dependency.ident,
    type: crate.type,
    insertions: [],
    crateFeatures: dependency.features,
  };
  const feature = input.feature;
  if (!dependency.optional) {
    if (feature === undefined) return { ...base, cfg: platform, features: [] };
    const insertions = Object.hasOwn(manifest.ownFeatures, feature) ? [] : [featureInsertion(feature, [])];
    return { ...base, cfg: both(featureFlag(feature), platform), insertions, features: [feature] };
  }
  const bringing = featuresOf(manifest, dependency);
  const on = bringing.find((name) => facts.features.has(name));
  const chosen = feature ?? on ?? bringing[0] ?? dependency.key;
  const cfg = both(featureFlag(chosen), platform);
  const features = facts.features.has(chosen) ? [] : [chosen];
  const brings = featuresOn(manifest, [chosen]).has(dependency.key) || bringing.includes(chosen);
  if (brings) return { ...base, cfg, features };
  return {
    ...base,
    cfg,
    features,
    ...featureEdits(manifest, chosen, dependencyItem(manifest, dependency.key)),
  };
}

function addNew(
  context: PlanContext,
  crate: AllocatorCrate,
  inherited: { key: string; features: string[] } | undefined,
  listed: readonly Dependency[],
): DependencyPlan {
  const { input, manifest } = context;
  const platform = platformOf(crate);
  const feature = input.feature;
  const twin = listed.find((dependency) => dependency.crate === crate.name && dependency.table === 'normal');
  const key = inherited?.key ?? twin?.key ?? crate.name;
  const optional = feature === undefined ? [] : ([['optional', true]] as const);
  const version = requirement(crate, listed, context);
  const renamed = inherited || key === crate.name ? [] : ([['package', crate.name]] as const);
  const pairs = [
    inherited ? (['workspace', true] as const) : (['version', version] as const),
    ...renamed,
    ...optional,
  ];
  const plain = pairs.length === 1 && !inherited;
  const dependency: Insertion = {
    table: tableFor(platform, context.targets),
    key,
    value: plain ? { kind: 'string', text: version } : { kind: 'table', pairs },
    ownTable: (context.ownTables && !plain && !inherited) || (context.ownTargetTables && platform !== ALWAYS),
    after: [isTargetDependencies, isDependencies],
  };
  const base = {
    ident: key.replaceAll('-', '_'),
    type: crate.type,
    crateFeatures: inherited?.features ?? [],
    cfg: feature === undefined ? platform : both(featureFlag(feature), platform),
    features: feature === undefined ? [] : [feature],
  };
  if (feature === undefined) return { ...base, insertions: [dependency] };
  const edits = featureEdits(manifest, feature, `dep:${key}`);
  return { ...base, ...edits, insertions: [dependency, ...edits.insertions] };
}

/** The `[target]` table of a platform, in the spelling that the manifest already has. */
function tableFor(platform: Cfg, targets: readonly string[]): string[] {
  if (platform === ALWAYS) return ['dependencies'];
  const spelled = targets.find((name) => {
    const inside = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(name)?.[1];
    const cfg = inside === undefined ? undefined : parseCfg(inside);
    return cfg !== undefined && sameCfg(cfg, platform);
  });
  return ['target', spelled ?? `cfg(${renderCfg(platform)})`, 'dependencies'];
}

function featureEdits(
  manifest: Manifest,
  feature: string,
  item: string,
): Pick<DependencyPlan, 'insertions' | 'appendFeature'> {
  if (Object.hasOwn(manifest.ownFeatures, feature))
    return { insertions: [], appendFeature: { feature, item } };
  return { insertions: [featureInsertion(feature, [item])] };
}

function featureInsertion(feature: string, items: readonly string[]): Insertion {
  return {
    table: ['features'],
    key: feature,
    value: { kind: 'strings', items },
    leading: ['default'],
    after: [isTargetDependencies, isDependencies],
  };
}

/** Naming a dependency `dep:x` takes its implicit feature away, which others may use. */
function dependencyItem(manifest: Manifest, key: string): string {
  const implicit = Object.hasOwn(manifest.features, key) && !Object.hasOwn(manifest.ownFeatures, key);
  return implicit ? key : `dep:${key}`;
}

function isTargetDependencies(path: readonly string[]): boolean {
  return path[0] === 'target' && path[2] === 'dependencies';
}

function isDependencies(path: readonly string[]): boolean {
  return path[0] === 'dependencies';
}
