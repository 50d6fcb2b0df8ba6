import path from 'node:path';
import * as vscode from 'vscode';
import { isRunId } from '../../engine/record/run-id';
import { typeText } from '../base/pick';
import { comparisonDate, comparisonName, sizeWords } from './comparison-info';
import { type Entry, isComparison, recordingsOf } from './run-entries';
import { changeWords, type RunInfo, runDate, runName } from './run-info';

const nameOf = (entry: Entry) => (isComparison(entry) ? comparisonName(entry) : runName(entry));

/** Gives the file another name, which is then that of the run or the comparison; an open chart follows. */
export async function renameEntry(entry: Entry): Promise<void> {
  const { dir, name, ext } = path.posix.parse(entry.uri.path);
  const answer = await typeText({
    title: vscode.l10n.t('Rename {0}', nameOf(entry)),
    value: name,
    validateInput: (text) =>
      isRunId(text.trim())
        ? undefined
        : vscode.l10n.t('A name is no path, and has none of these: {0}', '/ \\ : * ? " < > |'),
  });
  if (answer === undefined || answer.trim() === name) return;
  const target = entry.uri.with({ path: path.posix.join(dir, `${answer.trim()}${ext}`) });
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(entry.uri, target, { overwrite: false });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('There is a file of that name already, or this one cannot be moved.'));
}

/** Lines of a question. */
const MOST_NAMED = 5;

/** Deletes recordings and comparisons, after a question; those that a comparison made, of `all`, only where that is chosen. */
export async function deleteEntries(entries: readonly Entry[], all: readonly RunInfo[]): Promise<void> {
  const comparisons = entries.filter(isComparison);
  const made = comparisons.flatMap((comparison) => recordingsOf(comparison, all));
  const more = made.filter((run) => !entries.some(({ uri }) => uri.toString() === run.uri.toString()));
  const remove = vscode.l10n.t('Delete');
  const removeAll = vscode.l10n.t('Delete with its recordings');
  const answers = more.length > 0 ? [remove, removeAll] : [remove];
  // runs of one service have its name, until they are given another
  const which = entries.map(whichWords).slice(0, MOST_NAMED);
  const detail = [
    ...which,
    ...(entries.length > MOST_NAMED ? ['…'] : []),
    ...(more.length > 0
      ? [vscode.l10n.t('Its recordings ({0}) are kept, unless they are deleted with it.', more.length)]
      : []),
    vscode.l10n.t('What is deleted is removed from disk, and cannot be brought back.'),
  ].join('\n');
  const question = questionOf(entries, comparisons.length);
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...answers);
  if (answer === undefined) return;
  const gone = answer === removeAll ? [...entries, ...more] : entries;
  for (const { uri } of gone) await vscode.workspace.fs.delete(uri);
}

function questionOf(entries: readonly Entry[], comparisons: number): string {
  const [first] = entries;
  if (first && entries.length === 1)
    return isComparison(first)
      ? vscode.l10n.t('Delete the comparison {0}?', nameOf(first))
      : vscode.l10n.t('Delete the run {0}?', nameOf(first));
  if (comparisons === 0) return vscode.l10n.t('Delete {0} runs?', entries.length);
  return comparisons === entries.length
    ? vscode.l10n.t('Delete {0} comparisons?', comparisons)
    : vscode.l10n.t('Delete {0} runs and comparisons?', entries.length);
}

function whichWords(entry: Entry): string {
  return isComparison(entry)
    ? `${comparisonDate(entry)}, ${sizeWords(entry)}`
    : `${runDate(entry)}, ${changeWords(entry)}`;
}

/** Shows the file in the system's file manager; in a browser there is none, and the explorer does it. */
export async function revealEntry({ uri }: Entry): Promise<void> {
  const inBrowser = vscode.env.uiKind === vscode.UIKind.Web;
  await vscode.commands.executeCommand(inBrowser ? 'revealInExplorer' : 'revealFileInOS', uri);
}
