/** Builds what a trial needs, away from the user's files and target folder. */
import { copyFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AllocatorName } from '../../core/allocator/allocator';
import { applyEdits } from '../../core/allocator/edit';
import type { TrialChange } from '../../core/compare/trial';
import { UserError } from '../../core/errors';
import { prepareFix } from '../allocator/fix';
import type { BuildOptions } from '../run/options';
import { type BuiltService, prepareService } from '../run/prepare';
import { explained, isDiskFull } from './build-trouble';
import { inputsOf } from './dep-info';
import type { CompareOptions } from './options';
import { copyWorkspace } from './scratch-copy';
import { type ScratchFolder, takeFolder } from './scratch-folder';

export interface Workshop {
  /** as cargo names it */
  workspaceRoot: string;
  asBuilt: BuiltService;
  options: BuildOptions & Pick<CompareOptions, 'wasmFolder' | 'targetFolder'>;
  signal: AbortSignal;
}

export interface TrialBuild {
  built: BuiltService;
  /** absent where nothing had to be built */
  buildSeconds?: number;
}

/** Scratch folders are here, and a target folder that is kept: what it holds makes the next comparison quick. */
export function scratchParent(workspaceRoot: string): string {
  return path.join(workspaceRoot, '.stairstep', 'worktrees');
}

/** Where trials are built. */
export function trialTarget(
  workspaceRoot: string,
  { targetFolder }: Pick<CompareOptions, 'targetFolder'>,
): string {
  return targetFolder ?? path.join(workspaceRoot, '.stairstep', 'target');
}

export class TrialBuilder {
  private readonly folders: ScratchFolder[] = [];
  private readonly targetFolder: string;

  constructor(private readonly shop: Workshop) {
    this.targetFolder = trialTarget(shop.workspaceRoot, shop.options);
  }

  /** Errors: {@link UserError} that names the remedy. */
  async build(id: string, change: TrialChange, onProgress: (text: string) => void): Promise<TrialBuild> {
    if (change.fix === undefined && change.features === undefined) return { built: this.shop.asBuilt };
    try {
      return change.fix === undefined
        ? await this.withFeatures(id, this.shop.options, change.features ?? [], onProgress)
        : await this.withFix(id, change.fix, onProgress);
    } catch (error) {
      throw await this.explained(error);
    }
  }

  /** Removes all scratch folders. */
  async clean(): Promise<void> {
    for (const folder of this.folders.splice(0)) await folder.remove();
  }

  private async withFix(
    id: string,
    allocator: AllocatorName,
    onProgress: (text: string) => void,
  ): Promise<TrialBuild> {
    const { workspaceRoot, asBuilt, options, signal } = this.shop;
    const { service, root } = asBuilt;
    const inCopy = await copyWorkspace({
      workspaceRoot,
      into: this.take(id).path,
      inputs: await inputsOf(service.binaryPath),
      env: { ...process.env, ...options.buildEnv },
      signal,
    });
    const manifestPath = inCopy(path.resolve(root, service.manifest ?? 'Cargo.toml'));
    const { outcome } = await prepareFix({
      manifestPath,
      ...(service.package !== undefined && { package: service.package }),
      bin: service.name,
      allocator,
      ...(options.wasmFolder !== undefined && { wasmFolder: options.wasmFolder }),
    });
    if (outcome.kind === 'refused') throw new UserError('refused', outcome.message, outcome.remedy);
    if (outcome.kind !== 'edits') {
      throw new UserError('refused', outcome.summary, 'Nothing to change: compare its options instead.');
    }
    for (const { path: file, before, edits } of outcome.files)
      await writeFile(file, applyEdits(before, edits));
    return this.withFeatures(
      `${id}-binary`,
      { ...options, cwd: path.dirname(manifestPath), manifestPath },
      outcome.features,
      onProgress,
    );
  }

  private async withFeatures(
    id: string,
    options: BuildOptions,
    features: readonly string[],
    onProgress: (text: string) => void,
  ): Promise<TrialBuild> {
    const { asBuilt, signal } = this.shop;
    const { plan, file } = asBuilt.loaded;
    const { name: bin, package: owner } = asBuilt.service;
    const from = performance.now();
    const cargo = { compiled: false };
    const { service } = await prepareService(
      {
        ...options,
        root: asBuilt.root,
        ...(file !== undefined && { planPath: file }),
        overrides: {
          ...options.overrides,
          bin,
          ...(owner !== undefined && { package: owner }),
          features: [...new Set([...plan.features, ...features])],
        },
        buildEnv: { ...options.buildEnv, CARGO_TARGET_DIR: this.targetFolder },
      },
      {
        progress: (text) => {
          cargo.compiled ||= text.startsWith('Compiling');
          onProgress(text);
        },
      },
      signal,
    );
    const buildSeconds = (performance.now() - from) / 1000;
    // the next trial's build writes to the same place
    const binaryPath = path.join(this.take(id).path, path.basename(service.binaryPath));
    await copyFile(service.binaryPath, binaryPath);
    const { binaryHash, features: built } = service;
    return {
      built: {
        ...asBuilt,
        service: {
          ...asBuilt.service,
          binaryPath,
          ...(binaryHash !== undefined && { binaryHash }),
          ...(built && { features: built }),
        },
      },
      ...(cargo.compiled && { buildSeconds }),
    };
  }

  private take(name: string): ScratchFolder {
    const folder = takeFolder(scratchParent(this.shop.workspaceRoot), name);
    this.folders.push(folder);
    return folder;
  }

  private async explained(error: unknown): Promise<unknown> {
    if (!(error instanceof Error)) return error;
    // its own folder may be where a disk is mounted, which stays
    if (isDiskFull(error)) await rm(this.targetFolder, { recursive: true, force: true }).catch(() => {});
    return explained(error, { target: this.targetFolder, scratch: scratchParent(this.shop.workspaceRoot) });
  }
}
