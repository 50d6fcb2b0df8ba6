import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { Settings } from '../base/config';
import type { RunInfo } from '../runs/run-info';
import { pathInWorkspace } from '../runs/run-root';
import type { ServiceHint, ServicePicker } from '../services/picker';
import { writeFirstPlan } from '../services/plan-wizard';
import type { Service } from '../services/service';
import type { RunController } from './run-controller';
import { readyToBuild } from './save-files';

const PLAN_FILE = 'stairstep.json';

export interface ProfileServices {
  controller: RunController;
  picker: ServicePicker;
  settings: Settings;
}

/** The command Profile memory: service, plan, unsaved files, run. */
export class ProfileMemory {
  constructor(private readonly services: ProfileServices) {}

  /** Resolves with the recording; undefined where the user called it off. Errors: {@link UserError}. */
  async profile(hint?: ServiceHint): Promise<vscode.Uri | undefined> {
    const { controller, settings } = this.services;
    controller.assertIdle();
    const service = await this.choose(hint);
    if (!service) return undefined;
    const plan = await this.planOf(service);
    if (!plan || !(await readyToBuild(settings))) return undefined;
    const { bin, package: name, manifest } = service.target;
    return controller.run(service, {
      cwd: path.dirname(manifest),
      manifestPath: manifest,
      planPath: plan.fsPath,
      overrides: { bin, package: name },
      root: rootFor(service),
    });
  }

  /** The service of an old run, under the plan as it is now. Errors: {@link UserError}. */
  async again({ header, uri }: RunInfo): Promise<vscode.Uri | undefined> {
    const manifest = pathInWorkspace({ header, uri }, header.service.manifest);
    if (!manifest)
      throw new UserError(
        'usage',
        vscode.l10n.t('This run was not recorded in the open workspace.'),
        vscode.l10n.t('Open the folder of its service.'),
      );
    return this.profile({ manifest: manifest.fsPath, bin: header.service.name });
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

/** Beside the manifest of the package, else at the root of its workspace. */
function existingPlan({ target, workspaceRoot }: Service): vscode.Uri | undefined {
  const folders = [path.dirname(target.manifest), workspaceRoot];
  const file = folders.map((folder) => path.join(folder, PLAN_FILE)).find((plan) => existsSync(plan));
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
