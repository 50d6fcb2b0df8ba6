import { stripVTControlCharacters } from 'node:util';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { headline } from './headline';

/** Tells people what went wrong and what to do about it; the log keeps the rest. */
export class ErrorReporter {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Resolves once the message is gone. A cancelled action was meant, and says nothing. */
  async show(error: unknown): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    if (error instanceof UserError && error.code === 'cancelled') return;
    this.log.error(
      stripVTControlCharacters(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    if (error instanceof Error && error.cause !== undefined) this.log.error('Cause:', error.cause);
    const openLog = vscode.l10n.t('Show the log');
    const openProblems = vscode.l10n.t('Show the problems');
    const places = isOfCompiler(error) ? [openProblems, openLog] : [openLog];
    const answer = await vscode.window.showErrorMessage(wordsOf(error), ...places);
    if (answer === openLog) this.log.show();
    if (answer === openProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  /** Runs `work`; an error is shown and ends there. */
  async guard(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.show(error);
    }
  }
}

/** Whether the compiler's errors stand in Problems, each at its line. */
function isOfCompiler(error: unknown): boolean {
  if (!(error instanceof UserError) || error.code !== 'build-failed') return false;
  const isCompilers = ({ severity, source }: vscode.Diagnostic) =>
    severity === vscode.DiagnosticSeverity.Error && source === 'rustc';
  return vscode.languages.getDiagnostics().some(([, found]) => found.some(isCompilers));
}

function wordsOf(error: unknown): string {
  if (error instanceof UserError) return `${headline(error.message)} ${error.remedy}`;
  const message = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('Stairstep met an error it did not expect: {0}', message);
}
