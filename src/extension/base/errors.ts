import * as vscode from 'vscode';
import { UserError, whyOf } from '../../core/errors';
import { logError } from './log-error';
import { type Notice, noticeOf, type Place } from './notice';
import { OfferingError } from './offering-error';

/** Tells people what went wrong and what to do about it; the log keeps the rest. */
export class ErrorReporter {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Resolves once the message is gone. A cancelled action was meant, and says nothing. */
  async show(error: unknown): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    if (error instanceof UserError && error.code === 'cancelled') return;
    logError(this.log, error);
    const openLog = vscode.l10n.t('Show the log');
    const openProblems = vscode.l10n.t('Show the problems');
    const openPlace = vscode.l10n.t('Show the place');
    const { text, place } = wordsOf(error);
    const places = isOfCompiler(error) ? [openProblems] : place ? [openPlace] : [];
    const offers = error instanceof OfferingError ? error.offers : [];
    // where there is a way out, the log is no other
    const ways = offers.length > 0 ? offers.map(({ title }) => title) : [...places, openLog];
    const answer = await vscode.window.showErrorMessage(text, ...ways);
    const taken = offers.find(({ title }) => title === answer);
    if (taken) await vscode.commands.executeCommand(taken.command);
    if (answer === openPlace && place) await showPlace(place);
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

function wordsOf(error: unknown): Notice {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  if (error instanceof UserError) return noticeOf(error.message, error.remedy, folders);
  return { text: vscode.l10n.t('Stairstep met an error it did not expect: {0}', whyOf(error)) };
}

async function showPlace({ file, line, column }: Place): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
}
