import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { PageEditor } from '../editor/page-editor';
import type { Shown } from '../editor/save-run';
import type { SeriesChoices } from './series-choices';

export const SERIES_EDITOR: PageEditor = 'stairstep.series';

/** The file in the active tab, where that shows one as a series. */
export function activeSeries(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === SERIES_EDITOR ? input.uri : undefined;
}

/** A file that something else wrote, as the log of a run; its name is never that of the file, which stays as it is. */
export function shownSeries(file: vscode.Uri, choices: SeriesChoices): Shown {
  const [stem] = path.posix
    .basename(file.path)
    .replace(/\.gz$/, '')
    .split(/\.(?=[^.]+$)/);
  return {
    file,
    name: `${stem}-memory`,
    read: async function* () {
      yield* await readShownSeries(file, choices);
    },
  };
}

/** Of several series in the file, the one that is shown, or is asked for. Errors: {@link UserError}, with what is wrong where. */
export async function readShownSeries(file: vscode.Uri, choices: SeriesChoices): Promise<Uint8Array[]> {
  const { seriesLog } = await import('../lazy/series');
  const bytes = await vscode.workspace.fs.readFile(file);
  const name = path.posix.basename(file.path);
  const read = await seriesLog(bytes, name, choices.of(file));
  if ('log' in read) return read.log;
  const chosen = await choices.ask(file, read.names);
  const again = chosen === undefined ? read : await seriesLog(bytes, name, chosen);
  if ('log' in again) return again.log;
  throw new UserError(
    'usage',
    vscode.l10n.t('This file has {0} series, and none was chosen.', again.names.length),
    vscode.l10n.t('Run *Stairstep: Read a memory series…* again, and choose one.'),
  );
}
