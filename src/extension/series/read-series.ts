import path from 'node:path';
import * as vscode from 'vscode';
import { openRun } from '../runs/open-run';
import type { SeriesChoices } from './series-choices';
import { SERIES_EDITOR } from './shown-series';

const WRITTEN_AS = ['csv', 'tsv', 'json', 'ndjson', 'log', 'txt', 'gz'];

/** Opens a file of monitoring, or the one that is chosen, as a chart with its verdict; of several series in it, one is asked for. */
export async function readSeries(choices: SeriesChoices, given: vscode.Uri | undefined): Promise<void> {
  const file = given ?? (await askedFor());
  if (!file) return;
  if (path.posix.extname(file.path) === '.memprofile') return openRun(file);
  await choices.forget(file);
  await vscode.commands.executeCommand('vscode.openWith', file, SERIES_EDITOR, { preview: false });
}

async function askedFor(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Read a memory series'),
    openLabel: vscode.l10n.t('Read'),
    filters: { [vscode.l10n.t('Tables, exports and logs')]: WRITTEN_AS, [vscode.l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}
