import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { findPlan, PLAN_FILE } from '../../engine/plan/plan-file';
import type { Settings } from '../base/config';
import type { RunInfo } from '../runs/run-info';
import { pathInWorkspace } from '../runs/run-root';
import type { ServiceHint, ServicePicker } from '../services/picker';
import { writeFirstPlan } from '../services/plan-wizard';
import type { Service } from '../services/service';
import type { EngineSlot } from './engine-slot';
import { type PlanSource, planOfRun, tellOfPlan } from './plan-of-run';
import type { RunController } from './run-controller';
import { readyToBuild } from './save-files';

export interface ProfileServices {
  controller: RunController;
  slot: EngineSlot;
  picker: ServicePicker;
  settings: Settings;
}

/** What is built, and the load that it gets. */
export interface Prepared {
  service: Service;
  plan: PlanSource;
}

/** The command Profile memory: service, plan, unsaved files, run. */
export class ProfileMemory {
  constructor(private readonly services: ProfileServices) {}

  /**
   * Resolves with the recording; undefined where the user called it off. `plan`: another one than the service's own.
   * Errors: {@link UserError}.
   */
  async profile(hint?: ServiceHint, plan?: vscode.Uri): Promise<vscode.Uri | undefined> {
    const ready = await this.prepare(hint, plan && { file: plan });
    return ready && this.run(ready);
  }

  /** The service of an old run, under the plan of that run as its file is now. Errors: {@link UserError}. */
  async again(run: RunInfo): Promise<vscode.Uri | undefined> {
    const ready = await this.prepareAgain(run);
    return ready && this.run(ready);
  }

  /** The same as {@link prepare} for the service and the plan of an old run; says which plan where it is not the usual one. */
  async prepareAgain(run: RunInfo): Promise<Prepared | undefined> {
    const ready = await this.prepare(hintOf(run), planOfRun(run));
    if (ready) tellOfPlan(run, ready.plan, existingPlan(ready.service));
    return ready;
  }

  /** The service that is meant, or picked. Errors: {@link UserError} where there is none, or no trust. */
  choose(hint?: ServiceHint): Promise<Service | undefined> {
    requireTrust();
    return this.services.picker.pick(hint);
  }

  /** Opens the load plan of a service. */
  async editPlan(hint?: ServiceHint): Promise<void> {
    const plan = await this.planFor(hint);
    if (plan) await vscode.window.showTextDocument(plan);
  }

  /** A service, its plan, and the user's leave to build it as it is; undefined where it was called off. */
  async prepare(hint?: ServiceHint, named?: PlanSource): Promise<Prepared | undefined> {
    this.services.slot.assertFree();
    const service = await this.choose(hint);
    const file = service && (named?.file ?? (await this.planOf(service)));
    if (!service || !file || !(await readyToBuild(this.services.settings))) return undefined;
    return { service, plan: named ?? { file } };
  }

  private run(ready: Prepared): Promise<vscode.Uri> {
    return this.services.controller.run(ready.service, buildRequest(ready));
  }

  /** The load plan of a service; a first one is written where there is none. */
  async planFor(hint?: ServiceHint): Promise<vscode.Uri | undefined> {
    const service = await this.choose(hint);
    return service && this.planOf(service);
  }

  private async planOf(service: Service): Promise<vscode.Uri | undefined> {
    const first = vscode.Uri.file(path.join(path.dirname(service.target.manifest), PLAN_FILE));
    return existingPlan(service) ?? writeFirstPlan(first);
  }
}

/** What the engine is told to build, and where it keeps what it records. */
export function buildRequest({ service, plan: { file, plan } }: Prepared) {
  const { bin, package: name, manifest } = service.target;
  return {
    cwd: path.dirname(manifest),
    manifestPath: manifest,
    planPath: file.fsPath,
    ...(plan && { plan }),
    overrides: { bin, package: name },
    root: rootFor(service),
  };
}

/** Which binary a run was of. Errors: {@link UserError} where it is not of this workspace. */
function hintOf(run: RunInfo): ServiceHint {
  const { manifest, name } = run.header.service;
  const file = pathInWorkspace(run, manifest);
  if (file) return { manifest: file.fsPath, bin: name };
  throw new UserError(
    'usage',
    vscode.l10n.t('This run was not recorded in the open workspace.'),
    vscode.l10n.t('Open the folder of its service.'),
  );
}

/** Beside the manifest of the package, else at the root of its workspace. */
function existingPlan({ target, workspaceRoot }: Service): vscode.Uri | undefined {
  const file = findPlan([path.dirname(target.manifest), workspaceRoot]);
  return file === undefined ? undefined : vscode.Uri.file(file);
}

/** Runs are kept where the command line keeps them too, unless that is outside of what is open. */
function rootFor({ folder, workspaceRoot }: Service): string {
  const outside = path.relative(folder.uri.fsPath, workspaceRoot).startsWith('..');
  return outside ? folder.uri.fsPath : workspaceRoot;
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    'refused',
    vscode.l10n.t('Building and running a service runs the code of this workspace, which is not trusted.'),
    vscode.l10n.t('Trust the workspace first. Recordings can be viewed without.'),
  );
}
