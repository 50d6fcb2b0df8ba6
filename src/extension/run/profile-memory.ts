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
    const { controller, picker, settings } = this.services;
    requireTrust();
    controller.assertIdle();
    const service = await picker.pick(hint);
    if (!service) return undefined;
    const plan = planOf(service) ?? (await this.firstPlan(service));
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

  /** Opens the load plan of a service; a first one is written where there is none. */
  async editPlan(hint?: ServiceHint): Promise<void> {
    requireTrust();
    const service = await this.services.picker.pick(hint);
    if (!service) return;
    const plan = planOf(service);
    if (plan) await vscode.window.showTextDocument(plan);
    else await this.firstPlan(service);
  }

  private firstPlan(service: Service): Promise<vscode.Uri | undefined> {
    return writeFirstPlan(vscode.Uri.file(path.join(path.dirname(service.target.manifest), PLAN_FILE)));
  }
}

/** Beside the manifest of the package, else at the root of its workspace. */
function planOf({ target, workspaceRoot }: Service): vscode.Uri | undefined {
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
