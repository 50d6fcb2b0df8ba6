import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Plan } from '../../core/plan/plan';
import type { RunInfo } from '../runs/run-info';
import { pathInWorkspace } from '../runs/run-root';

/** Where a load plan stands, and what it held where its file is gone. */
export interface PlanSource {
  file: vscode.Uri;
  plan?: Plan;
}

/** The file of the plan that a run was made with; undefined where the recording names none that is in this workspace. */
export function planFileOf(run: RunInfo): vscode.Uri | undefined {
  const file = pathInWorkspace(run, run.header.planFile);
  return file && existsSync(file.fsPath) ? file : undefined;
}

/**
 * That file, else the plan as the recording has it: only where the recording itself is in this workspace, since the
 * environment and the arguments in one from elsewhere may be anybody's.
 */
export function planOfRun(run: RunInfo): PlanSource | undefined {
  const there = planFileOf(run);
  if (there) return { file: there };
  const file = pathInWorkspace(run, run.header.planFile);
  const { plan } = run.header;
  return file && plan && vscode.workspace.getWorkspaceFolder(run.uri) ? { file, plan } : undefined;
}

/** Says what is sent where it may not be what is expected: `usual` is the file that a new run takes. */
export function tellOfPlan(run: RunInfo, taken: PlanSource, usual: vscode.Uri | undefined): void {
  const named = run.header.planFile;
  if (named === undefined) return;
  const file = vscode.workspace.asRelativePath(taken.file);
  if (taken.plan)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is gone: the load is that of the recording.', file),
    );
  else if (planFileOf(run) === undefined)
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The plan of that run, {0}, is not in this workspace: the load is that of {1}.',
        named,
        file,
      ),
    );
  else if (taken.file.toString() !== usual?.toString())
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The load is that of {0}, as in the run before.', file),
    );
}
