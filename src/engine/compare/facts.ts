/** What decides which trials can run: the built binary, the libraries of the system, what a fix would do. */
import path from 'node:path';
import type { AllocatorName } from '../../core/allocator/allocator';
import { whyNotIn } from '../../core/allocator/build-folder';
import type { Obstacle, TrialFacts } from '../../core/compare/trial';
import { TRIALS } from '../../core/compare/trials';
import { UserError } from '../../core/errors';
import { inspectBinary } from '../allocator/binary';
import { type PreparedFix, prepareFix } from '../allocator/fix';
import type { BuiltService } from '../run/prepare';
import { SPACELESS } from './build-trouble';
import { findLibraries } from './libraries';
import type { CompareOptions } from './options';
import { trialTarget } from './trial-build';

interface Answer {
  fix: true | Obstacle;
  feature?: TrialFacts['feature'];
}

type Fixes = Partial<Record<AllocatorName, true | Obstacle>>;

/** Looks at the service as it was built. Changes nothing. */
export async function gatherFacts(
  { service, root }: BuiltService,
  options: Pick<CompareOptions, 'wasmFolder' | 'targetFolder'>,
): Promise<TrialFacts> {
  const { wasmFolder } = options;
  const [binary, libraries] = await Promise.all([
    inspectBinary(service.binaryPath),
    findLibraries(service.binaryPath),
  ]);
  const fixes: Fixes = {};
  let feature: TrialFacts['feature'];
  for (const allocator of fixedBy()) {
    const answer = await answerOf(allocator);
    feature ??= answer.feature;
    fixes[allocator] = answer.fix;
  }
  return {
    platform: process.platform,
    libc: binary.libc,
    dynamic: binary.dynamic ?? true,
    allocator: binary.builtIn ?? 'unknown',
    ...(binary.variable !== undefined && { variable: binary.variable }),
    libraries,
    ...(feature && { feature }),
    fixes,
  };

  function prepare(allocator: AllocatorName, orAnother: boolean): Promise<PreparedFix | UserError> {
    return prepareFix({
      manifestPath: path.resolve(root, service.manifest ?? 'Cargo.toml'),
      ...(service.package !== undefined && { package: service.package }),
      bin: service.name,
      allocator,
      orAnother,
      ...(wasmFolder !== undefined && { wasmFolder }),
    }).catch((error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    });
  }

  function unbuildable(workspace: string, allocator: AllocatorName): Obstacle | undefined {
    const reason = whyNotIn(trialTarget(workspace, options), allocator);
    return reason === undefined ? undefined : { reason, remedy: SPACELESS };
  }

  async function answerOf(allocator: AllocatorName, orAnother = true): Promise<Answer> {
    const prepared = await prepare(allocator, orAnother);
    if (prepared instanceof UserError) {
      return { fix: { reason: prepared.message, remedy: prepared.remedy } };
    }
    const { outcome } = prepared;
    switch (outcome.kind) {
      case 'edits':
        return { fix: unbuildable(prepared.root, allocator) ?? true };
      case 'refused':
        return { fix: { reason: outcome.message, remedy: outcome.remedy } };
      case 'already-active':
        return {
          fix: {
            reason: `${outcome.allocator} is built in already.`,
            remedy: 'Compare its options instead.',
          },
        };
      case 'enable-feature': {
        const names = outcome.features;
        const on = service.features?.some((name) => names.includes(name));
        const obstacle = unbuildable(prepared.root, outcome.allocator);
        const feature = !on && {
          feature: { names, allocator: outcome.allocator, ...(obstacle && { obstacle }) },
        };
        if (feature && outcome.allocator !== allocator)
          return { ...(await answerOf(allocator, false)), ...feature };
        return {
          fix: {
            reason: `The package has ${outcome.allocator} already, behind its feature ${names.join(', ')}.`,
            remedy: 'Compare the build with that feature: it wants no change of code.',
          },
          ...feature,
        };
      }
      default:
        return outcome satisfies never;
    }
  }
}

function fixedBy(): AllocatorName[] {
  return [...new Set(TRIALS.flatMap(({ fix }) => fix ?? []))];
}
