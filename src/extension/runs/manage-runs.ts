import path from 'node:path';
import * as vscode from 'vscode';
import { isRunId } from '../../engine/record/run-id';
import { typeText } from '../base/pick';
import { changeWords, type RunInfo, runDate, runName } from './run-info';

/** Gives the file another name, which is then the run's name; an open chart follows. */
export async function renameRun(run: RunInfo): Promise<void> {
  const { dir, name } = path.posix.parse(run.uri.path);
  const answer = await typeText({
    title: vscode.l10n.t('Rename {0}', runName(run)),
    value: name,
    validateInput: (text) =>
      isRunId(text.trim())
        ? undefined
        : vscode.l10n.t('A name is no path, and has none of these: {0}', '/ \\ : * ? " < > |'),
  });
  if (answer === undefined || answer.trim() === name) return;
  const target = run.uri.with({ path: path.posix.join(dir, `${answer.trim()}.memprofile`) });
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(run.uri, target, { overwrite: false });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('There is a run of that name already, or the file cannot be moved.'));
}

/** Lines of a question. */
const MOST_NAMED = 5;

/** Deletes recordings, after a question. */
export async function deleteRuns(runs: readonly RunInfo[]): Promise<void> {
  const [first] = runs;
  if (!first) return;
  const remove = vscode.l10n.t('Delete');
  const question =
    runs.length === 1
      ? vscode.l10n.t('Delete the run {0}?', runName(first))
      : vscode.l10n.t('Delete {0} runs?', runs.length);
  // runs of one service have its name, until they are given another
  const which = runs.map((run) => `${runDate(run)}, ${changeWords(run)}`).slice(0, MOST_NAMED);
  const removed = vscode.l10n.t('What is deleted is removed from disk, and cannot be brought back.');
  const detail = [...which, ...(runs.length > MOST_NAMED ? ['…'] : []), removed].join('\n');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer !== remove) return;
  for (const { uri } of runs) await vscode.workspace.fs.delete(uri);
}

/** Shows the file in the system's file manager; in a browser there is none, and the explorer does it. */
export async function revealRun(run: vscode.Uri): Promise<void> {
  const inBrowser = vscode.env.uiKind === vscode.UIKind.Web;
  await vscode.commands.executeCommand(inBrowser ? 'revealInExplorer' : 'revealFileInOS', run);
}
