/** What an allocator that is already there means for a fix. */
import type { AllocatorName } from './allocator';
import { allocatorEntry, title } from './catalogue';
import { type Cfg, flagsIn } from './cfg';
import type { Identified } from './identify';
import { type FixInput, type FixOutcome, shownPath } from './outcome';
import { inDependency, inMacro, otherActive, otherTarget } from './refusals';

/** What a new allocator finds: the one that is there, or those that it must stand back from. */
export interface Room {
  /** active, or with features that make it so, to which options are to be added */
  present?: Identified;
  exclude: Identified[];
}

/**
 * The answer that what is there decides, or the predicates under which a new allocator must stand back so that there
 * is never a second one. `feature` is one that the package has and that the allocator is to be behind.
 */
export function answerExisting(
  all: readonly Identified[],
  {
    allocator: wanted,
    base,
    options,
    orAnother,
  }: Pick<FixInput, 'allocator' | 'base' | 'options' | 'orAnother'>,
  feature: string | undefined,
): { outcome: FixOutcome } | Room {
  const dependency = all.find(({ where, active }) => where === 'dependency' && active);
  if (dependency?.name === wanted && !options) return { outcome: alreadyActive(dependency, base) };
  if (dependency) return { outcome: inDependency(dependency, undefined, wanted) };
  const own = all.filter(({ where }) => where !== 'dependency');
  const active = own.find((known) => known.active);
  if (active?.macro) return { outcome: inMacro(active, active.macro, wanted, base) };
  if (active && active.name === wanted) return { exclude: [], present: active };
  if (active) return { outcome: otherActive(active, wanted, base) };
  const enabled =
    all.find(({ name, enableWith }) => name === wanted && enableWith) ??
    (orAnother ? own.find(({ name, enableWith }) => allocatorEntry(name)?.crate && enableWith) : undefined);
  const isOwn = enabled !== undefined && own.includes(enabled) && enabled.name === wanted;
  if (isOwn && options && !enabled.macro) return { exclude: [], present: enabled };
  if (enabled) return { outcome: enableFeature(enabled, wanted, base) };
  const behind = all.find(
    ({ where, enableWith }) =>
      where === 'dependency' && feature !== undefined && enableWith?.includes(feature),
  );
  if (behind) return { outcome: inDependency(behind, feature, wanted) };
  const undecided = own.find(({ name, cfg }) => allocatorEntry(name)?.crate && !isKnownBefore(cfg));
  if (undecided) return { outcome: otherTarget(undecided, base) };
  return { exclude: own };
}

/** Whether a build's target, profile and features tell; flags of other names come from a build script or RUSTFLAGS. */
function isKnownBefore(cfg: Cfg): boolean {
  return flagsIn(cfg).every((name) =>
    /^(feature|target_\w+|unix|windows|debug_assertions|panic|test|doc|doctest|miri)$/.test(name),
  );
}

/** Nothing to do: a build has it, plain or with its features. */
export function alreadyThere(found: Identified, base: string): FixOutcome {
  return found.active ? alreadyActive(found, base) : enableFeature(found, found.name, base);
}

function alreadyActive({ name, path, line, package: setBy }: Identified, base: string): FixOutcome {
  const by = setBy === undefined ? '' : `, set by the dependency ${setBy}`;
  return {
    kind: 'already-active',
    allocator: name,
    path,
    line,
    summary: `${title(name)} is already the global allocator${by} (${shownPath(path, base)}:${line}). Nothing to add.`,
  };
}

function enableFeature(found: Identified, wanted: AllocatorName, base: string): FixOutcome {
  const features = found.enableWith ?? [];
  const list = features.join(',');
  const other =
    found.name === wanted ? '' : ` --allocator ${wanted} puts that in, for builds without this feature.`;
  return {
    kind: 'enable-feature',
    allocator: found.name,
    features,
    path: found.path,
    line: found.line,
    summary:
      `${title(found.name)} is already at ${shownPath(found.path, base)}:${found.line}, behind a feature that is off. Nothing to edit: ` +
      `build with --features ${list}, or add ${features.map((name) => `"${name}"`).join(', ')} to the default features.${other}`,
  };
}
