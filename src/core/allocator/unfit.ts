/** What a fix was asked for that cannot be: a target without the crate, a feature that is taken. */
import { allocatorOfCrate, CATALOGUE, title } from './catalogue';
import { type Cfg, holds, renderCfg } from './cfg';
import type { AllocatorCrate } from './entry';
import type { Identified } from './identify';
import { featuresBuilt, featuresOn, type Manifest } from './manifest';
import { type FixInput, type Refusal, refused, shownPath } from './outcome';
import { type DependencyPlan, platformOf } from './plan';
import { describe } from './refusals';

export function unfitTarget(input: FixInput, crate: AllocatorCrate): Refusal | undefined {
  if (input.wasm !== undefined)
    return refused(
      'wasm',
      `${input.binary.name} is built for WebAssembly (${input.wasm}), where ${title(input.allocator)} does not run.`,
      'Choose a binary that runs on the machine itself.',
    );
  const isBuilt = (platform: Cfg) => holds(platform, { features: new Set(), target: input.target });
  const platform = platformOf(crate);
  if (isBuilt(platform)) return undefined;
  const others = CATALOGUE.filter((entry) => entry.crate && isBuilt(platformOf(entry.crate)));
  return refused(
    'unsupported-target',
    `${title(input.allocator)} builds only where ${renderCfg(platform)}, which does not hold for this target.`,
    `Build for another target, or choose with --allocator: ${others.map(({ name }) => name).join(', ')}.`,
  );
}

export function unfitFeature(input: FixInput, manifest: Manifest): Refusal | undefined {
  const name = input.feature;
  if (name === undefined) return undefined;
  if (!/^[\p{L}_\d][\p{L}\d_+.-]*$/u.test(name) || name === 'default')
    return refused(
      'feature-invalid',
      `"${name}" cannot name a cargo feature of its own.`,
      'Try --feature jemalloc.',
    );
  const taken = manifest.dependencies.find(({ key, optional }) => key === name && optional);
  if (
    taken &&
    !Object.hasOwn(manifest.ownFeatures, name) &&
    allocatorOfCrate(taken.crate)?.entry.name !== input.allocator
  )
    return refused(
      'feature-invalid',
      `The optional dependency ${name} already gives this package a feature of that name.`,
      'Choose another name with --feature.',
    );
  return undefined;
}

/** The key of the new entry, under which the manifest has another crate: in one table or in several, cargo takes one. */
export function unfitName(input: FixInput, manifest: Manifest, plan: DependencyPlan): Refusal | undefined {
  const added = plan.newEntries.filter(({ table }) => table.at(-1) === 'dependencies');
  const taken = manifest.dependencies.find(({ key }) => added.some((entry) => entry.key === key));
  if (taken === undefined || allocatorOfCrate(taken.crate)?.entry.name === input.allocator) return undefined;
  return refused(
    'name-taken',
    `The dependency ${taken.key} is the crate ${taken.crate} under that name.`,
    'Give it another name first, in Cargo.toml and where the source uses it.',
  );
}

/** A feature that compiles an allocator of its own, one that a build without it has not. */
export function clashing(
  { feature, binary, target, base }: FixInput,
  manifest: Manifest,
  others: readonly Identified[],
): Refusal | undefined {
  if (feature === undefined) return undefined;
  const built = featuresOn(manifest, [...featuresBuilt(binary.requires), feature]);
  const facts = { features: new Set([...built, feature]), target };
  const found = others.find(({ cfg }) => holds(cfg, facts));
  return (
    found &&
    refused(
      'other-allocator',
      `With the feature ${feature}, the global allocator is set at ${shownPath(found.path, base)}:${found.line} (${describe(found)}), and a program can have only one.`,
      'Choose another name with --feature.',
    )
  );
}
