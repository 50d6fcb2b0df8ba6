/** Which binary of a workspace is the service: pure. */
import { UserError } from '../../core/errors';
import type { CargoMetadata, CargoPackage } from './metadata';

export interface Wanted {
  bin?: string | undefined;
  package?: string | undefined;
  features: readonly string[];
}

export interface BinaryTarget {
  bin: string;
  package: string;
  manifest: string;
  source: string;
  /** features the target itself asks for */
  requiredFeatures: string[];
}

interface Candidate extends BinaryTarget {
  owner: CargoPackage;
}

/** Every binary of the workspace's members. */
export function binaryTargets(metadata: CargoMetadata): BinaryTarget[] {
  return candidates(metadata).map(({ owner: _, ...target }) => target);
}

function candidates(metadata: CargoMetadata): Candidate[] {
  return metadata.packages
    .filter(({ id }) => metadata.workspace_members.includes(id))
    .flatMap((owner) =>
      owner.targets
        .filter(({ kind }) => kind.includes('bin'))
        .map((target) => ({
          bin: target.name,
          package: owner.name,
          manifest: owner.manifest_path,
          source: target.src_path,
          requiredFeatures: target['required-features'] ?? [],
          owner,
        })),
    );
}

/**
 * The one binary that is meant: the named one, the only one, or as `cargo run` has it the only one or the `default-run`
 * of `manifest`'s own package, or of the default members where `manifest` is the workspace's. Errors: {@link UserError} `usage` that lists what there is.
 */
export function selectTarget(metadata: CargoMetadata, wanted: Wanted, manifest?: string): BinaryTarget {
  const all = candidates(metadata);
  if (all.length === 0)
    throw new UserError(
      'usage',
      `The workspace ${metadata.workspace_root} has no binary target, only libraries.`,
      'Choose a project with a src/main.rs or a [[bin]]; a library is profiled through a service that uses it.',
    );
  const chosen = choose(metadata, all, wanted, manifest);
  const unknown = wanted.features.find((feature) => !knows(chosen.owner, feature));
  if (unknown !== undefined) {
    const known = Object.keys(chosen.owner.features);
    throw new UserError(
      'usage',
      `The package ${chosen.package} has no feature "${unknown}".`,
      known.length > 0 ? `Its features: ${known.join(', ')}.` : 'It has no features at all.',
    );
  }
  const { owner: _, ...target } = chosen;
  return target;
}

function choose(
  metadata: CargoMetadata,
  all: readonly Candidate[],
  wanted: Wanted,
  manifest: string | undefined,
): Candidate {
  const packaged = all.filter(({ package: name }) => wanted.package === undefined || name === wanted.package);
  if (packaged.length === 0) {
    const packages = [...new Set(all.map(({ package: name }) => name))];
    throw new UserError(
      'usage',
      `The workspace has no package "${wanted.package}" with a binary.`,
      `Packages with one: ${packages.join(', ')}.`,
    );
  }
  const named = packaged.filter(({ bin }) => wanted.bin === undefined || bin === wanted.bin);
  if (named.length === 0)
    throw new UserError('usage', `There is no binary "${wanted.bin}".`, `Binaries: ${list(packaged)}.`);
  const near = named.filter(({ owner }) => isNear(owner, metadata, manifest));
  const only = single(named) ?? single(near) ?? byDefault(near) ?? byDefault(named);
  if (only) return only;
  throw new UserError(
    'usage',
    `There are several binaries: ${list(named)}.`,
    wanted.bin === undefined ? 'Choose one with --bin.' : 'Choose its package with --package.',
  );
}

function isNear(owner: CargoPackage, metadata: CargoMetadata, manifest: string | undefined): boolean {
  const { workspace_root: root, workspace_default_members: members } = metadata;
  const isRoot = manifest === `${root}/Cargo.toml` || manifest === `${root}\\Cargo.toml`;
  return isRoot && members ? members.includes(owner.id) : owner.manifest_path === manifest;
}

function single(targets: readonly Candidate[]): Candidate | undefined {
  return targets.length === 1 ? targets[0] : undefined;
}

function byDefault(targets: readonly Candidate[]): Candidate | undefined {
  return single(targets.filter(({ bin, owner }) => owner.default_run === bin));
}

function list(targets: readonly Candidate[]): string {
  const several = new Set(targets.map(({ package: name }) => name)).size > 1;
  return targets.map(({ bin, package: name }) => (several ? `${bin} (package ${name})` : bin)).join(', ');
}

/** A feature of the package, or one of a dependency as `dependency/feature`, which cargo itself checks. */
function knows(owner: CargoPackage, feature: string): boolean {
  return feature.includes('/') || feature in owner.features;
}
