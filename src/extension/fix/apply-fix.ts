import path from 'node:path';
import * as vscode from 'vscode';
import type { FixOutcome } from '../../core/allocator/outcome';
import { UserError } from '../../core/errors';
import type { PreparedFix } from '../../engine/allocator/fix';
import type { Settings } from '../base/config';
import { cargoEnvironment } from '../services/cargo-environment';
import type { FixChoice } from './choose-fix';
import type { FixTarget } from './fix-target';
import { warnOfFix } from './fix-warnings';
import { hasText, planFix, workspaceEdit } from './plan-fix';

/** What happens after a fix: the same plan again, laid over the run that showed the need. */
export interface AfterFix {
  runAgain(target: FixTarget): Promise<void>;
  /** switches cargo features on in the load plan */
  enableFeatures(target: FixTarget, features: readonly string[]): Promise<boolean>;
  tune(target: FixTarget): Promise<void>;
}

type Edits = Extract<FixOutcome, { kind: 'edits' }>;

/** Plans a change of allocator, shows it, makes it, and offers the proof. Errors: {@link UserError}. */
export class FixApplier {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly settings: Settings,
    private readonly after: AfterFix,
  ) {}

  async apply(target: FixTarget, choice: FixChoice): Promise<void> {
    const prepared = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Reading what {0} is built from', target.bin),
      },
      () => this.plan(target, choice),
    );
    const { outcome } = prepared;
    if (outcome.kind !== 'refused') warnOfFix(prepared, outcome.kind === 'edits');
    switch (outcome.kind) {
      case 'edits':
        return this.edit(target, choice, outcome, prepared.changesLock ?? false);
      case 'already-active':
        return this.offerOptions(target, outcome.summary);
      case 'enable-feature':
        return this.offerFeature(target, outcome);
      case 'refused':
        throw new UserError('refused', outcome.message, outcome.remedy);
      default:
        outcome satisfies never;
    }
  }

  private plan(target: FixTarget, choice: FixChoice): Promise<PreparedFix> {
    return planFix(this.extension, target, choice, cargoEnvironment(this.settings));
  }

  private async edit(
    target: FixTarget,
    choice: FixChoice,
    outcome: Edits,
    changesLock: boolean,
  ): Promise<void> {
    const edit = await workspaceEdit(outcome.files, outcome.summary, 'after a preview');
    if (!edit)
      throw new UserError(
        'refused',
        vscode.l10n.t('A file changed while the edits were being planned; nothing was changed.'),
        vscode.l10n.t('Try again.'),
      );
    await vscode.workspace.applyEdit(edit);
    const changed = await changedFiles(outcome);
    if (changed.length === 0) return this.explainNothing(target, choice);
    if (changed.length < outcome.files.length && !(await this.completed(target, choice))) return;
    await this.offerProof(target, outcome, changesLock);
  }

  /** A preview begins with nothing ticked. */
  private async explainNothing(target: FixTarget, choice: FixChoice): Promise<void> {
    const again = vscode.l10n.t('Show it again');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing was changed. Tick the changes in the preview, then apply them.'),
      again,
    );
    if (answer === again) await this.apply(target, choice);
  }

  /** Half of a change does not build: makes the rest of it, if the user wants that. */
  private async completed(target: FixTarget, choice: FixChoice): Promise<boolean> {
    const rest = vscode.l10n.t('Apply the rest');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Only a part of the change was made; the service does not build like this.'),
      rest,
    );
    if (answer !== rest) return false;
    const { outcome } = await this.plan(target, choice);
    if (outcome.kind !== 'edits') return outcome.kind === 'already-active';
    const edit = await workspaceEdit(outcome.files, outcome.summary, 'at once');
    return edit !== undefined && vscode.workspace.applyEdit(edit);
  }

  private async offerProof(target: FixTarget, outcome: Edits, changesLock: boolean): Promise<void> {
    const again = vscode.l10n.t('Build and run again');
    const names = outcome.files.map((file) => path.basename(file.path)).join(', ');
    const made = vscode.l10n.t(
      '{0} Changed and not saved: {1}. One undo takes it back.',
      outcome.summary,
      names,
    );
    const lock = vscode.l10n.t(
      'Cargo.lock changes with the next build: commit it too, or builds with --locked fail.',
    );
    const answer = await vscode.window.showInformationMessage(changesLock ? `${made} ${lock}` : made, again);
    // the offer may have stood there while the change was undone
    if (answer !== again || (await changedFiles(outcome)).length === 0) return;
    if (outcome.features.length > 0) await this.after.enableFeatures(target, outcome.features);
    await this.after.runAgain(target);
  }

  private async offerOptions(target: FixTarget, summary: string): Promise<void> {
    const tune = vscode.l10n.t('Set its options…');
    if ((await vscode.window.showInformationMessage(summary, tune)) === tune) await this.after.tune(target);
  }

  private async offerFeature(
    target: FixTarget,
    { summary, features }: Extract<FixOutcome, { kind: 'enable-feature' }>,
  ): Promise<void> {
    const enable = vscode.l10n.t('Switch it on in the plan and run');
    if ((await vscode.window.showInformationMessage(summary, enable)) !== enable) return;
    if (await this.after.enableFeatures(target, features)) await this.after.runAgain(target);
  }
}

/** The files in which the edits stand: a preview can be thrown away, as a whole or in part. */
async function changedFiles({ files }: Edits): Promise<string[]> {
  const changed: string[] = [];
  for (const { path: file, before } of files) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    if (!hasText(document, before)) changed.push(file);
  }
  return changed;
}
