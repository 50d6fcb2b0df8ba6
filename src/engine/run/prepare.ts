/** From a folder to a built service: its plan, its binary target, its executable. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors';
import type { ServiceInfo } from '../../core/run/header';
import { buildBinary } from '../cargo/build';
import { manifestAt } from '../cargo/manifest-path';
import { findManifest, readMetadata } from '../cargo/metadata';
import { type BinaryTarget, selectTarget } from '../cargo/target';
import { hashFile } from '../machine/hash';
import { describeCommit } from '../machine/machine';
import { type LoadedPlan, loadPlan } from '../plan/load-plan';
import { findPlan } from '../plan/plan-file';
import { portablePath } from '../record/portable-path';
import type { RunObserver } from './observer';
import type { BuildOptions } from './options';

/** Everything that launching needs; made once, launched as often as one likes. */
export interface BuiltService {
  loaded: LoadedPlan;
  service: ServiceInfo & { binaryPath: string };
  /** folder of its package */
  home: string;
  /** working folder of the service */
  cwd: string;
  /** folder that holds `.stairstep/` */
  root: string;
  /** said with every run of it */
  notes: string[];
}

/** Finds, checks and builds, of which `building` is told. Errors: `UserError` that names the remedy. */
export async function prepareService(
  options: BuildOptions,
  observer: RunObserver,
  signal?: AbortSignal,
  building: () => void = () => {},
): Promise<BuiltService> {
  const env = { ...process.env, ...options.buildEnv };
  const named = options.manifestPath;
  const manifest =
    named === undefined ? findManifest(options.cwd) : await manifestAt(path.resolve(options.cwd, named));
  const metadata = await readMetadata(manifest, env, signal);
  const folders = [path.dirname(manifest), metadata.workspace_root];
  const first = await readPlan(options, folders);
  const target = selectTarget(metadata, first.plan, manifest);
  const loaded = first.file === undefined ? await readPlan(options, [path.dirname(target.manifest)]) : first;
  const { plan } = loaded;
  const home = path.dirname(target.manifest);
  const cwd = workingFolder(loaded, home);
  building();
  const binary = options.binary ?? (await build(target, metadata.workspace_root));
  if (!existsSync(binary))
    throw new UserError('usage', `There is no executable ${binary}.`, 'Build it first, or leave it out.');

  const root = path.resolve(options.root ?? metadata.workspace_root);
  const [binaryHash, commit] = await Promise.all([hashFile(binary), describeCommit(home)]);
  return {
    loaded,
    root,
    home,
    cwd,
    notes: loaded.file === undefined ? [NO_PLAN] : [],
    service: {
      name: target.bin,
      package: target.package,
      manifest: portablePath(root, target.manifest),
      source: portablePath(root, target.source),
      profile: plan.profile,
      features: [...new Set([...plan.features, ...target.requiredFeatures])],
      args: plan.args,
      binaryHash,
      binaryPath: binary,
      ...(commit !== undefined && { commit }),
    },
  };

  function build(chosen: BinaryTarget, workspaceRoot: string): Promise<string> {
    return buildBinary({
      target: chosen,
      workspaceRoot,
      profile: plan.profile,
      features: plan.features,
      defaultFeatures: plan.defaultFeatures,
      env,
      ...(signal && { signal }),
      onProgress: (text) => observer.progress?.(text),
      onDiagnostic: (diagnostic) => observer.diagnostic?.(diagnostic),
    });
  }
}

/** Errors: `plan-invalid` where the plan names a folder that is none. */
function workingFolder({ plan, folder }: LoadedPlan, home: string): string {
  if (plan.cwd === undefined) return home;
  const cwd = path.resolve(folder, plan.cwd);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return cwd;
  throw new UserError(
    'plan-invalid',
    `There is no folder ${cwd} for the service to run in.`,
    'Mend "cwd" of the plan, which is relative to its file, or leave it out.',
  );
}

const NO_PLAN =
  'There is no stairstep.json, so the load is GET / with no body. Fragmentation shows best with the bodies that the service gets in use, of mixed sizes: write them into a stairstep.json beside Cargo.toml.';

async function readPlan(options: BuildOptions, folders: readonly string[]): Promise<LoadedPlan> {
  const { planPath, plan, overrides, cwd } = options;
  const named = planPath === undefined ? undefined : path.resolve(cwd, planPath);
  if (named !== undefined && plan !== undefined)
    return { ...(await loadPlan(undefined, path.dirname(named), { ...plan, ...overrides })), file: named };
  const file = named ?? findPlan(folders);
  return loadPlan(file, cwd, overrides);
}
