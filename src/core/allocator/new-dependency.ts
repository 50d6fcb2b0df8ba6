/** An entry for a crate that the manifest lacks, or has only where we do not build. */
import { ALWAYS, both, type Cfg, parseCfg, renderCfg, sameCfg } from './cfg';
import type { Dependency, Source } from './dependency';
import type { AllocatorCrate } from './entry';
import { featureEdits, placeOfDependencies } from './feature-edits';
import { type DependencyPlan, featureFlag, type PlanContext, platformOf } from './plan';
import { requirement } from './requirement';
import type { NewEntry } from './toml/new-entry';

const TABLES = ['normal', 'dev', 'build'] as const;

/** The plan that adds it. `listed` are other entries of the allocator, as for tests or other targets. */
export function addNew(
  context: PlanContext,
  crate: AllocatorCrate,
  inherited: { key: string; features: string[] } | undefined,
  listed: readonly Dependency[],
): DependencyPlan {
  const { input, manifest, facts } = context;
  const platform = platformOf(crate);
  const feature = input.feature;
  const twin = twinOf(crate, listed);
  const key = twin?.key ?? inherited?.key ?? crate.name;
  const source: Source = twin?.source ?? [
    inherited ? ['workspace', true] : ['version', requirement(crate, context)],
  ];
  const pairs: Source = [...source, ...(feature === undefined ? [] : ([['optional', true]] as const))];
  const [[name, version] = [], ...rest] = pairs;
  const plain = name === 'version' && typeof version === 'string' && rest.length === 0;
  const table = tableFor(platform, context.targets);
  const dependency: NewEntry = {
    table,
    key,
    value: plain ? { kind: 'string', text: version } : { kind: 'table', pairs },
    ownTable:
      (context.ownTables && !plain && name !== 'workspace') ||
      (context.ownTargetTables && platform !== ALWAYS),
    own: manifest.dependencies.filter(isOwn).map((known) => known.key),
    ...placeOfDependencies(table),
  };
  const base = {
    ident: key.replaceAll('-', '_'),
    type: crate.type,
    crateFeatures: inherited?.key === key ? inherited.features : [],
    cfg: feature === undefined ? platform : both(featureFlag(feature), platform),
    features: feature === undefined || facts.features.has(feature) ? [] : [feature],
  };
  if (feature === undefined) return { ...base, newEntries: [dependency] };
  const edits = featureEdits(manifest, feature, `dep:${key}`);
  return { ...base, ...edits, newEntries: [dependency, ...edits.newEntries] };
}

/** Another entry of the crate: cargo takes one source and one name of it only, whatever the target. */
function twinOf({ name }: AllocatorCrate, listed: readonly Dependency[]): Dependency | undefined {
  const twins = listed.filter(({ crate }) => crate === name);
  return TABLES.map((kind) => twins.find(({ table }) => table === kind)).find((twin) => twin !== undefined);
}

function isOwn({ path, workspacePath }: Dependency): boolean {
  return (path ?? workspacePath) !== undefined;
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
