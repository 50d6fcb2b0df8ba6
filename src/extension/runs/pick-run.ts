import * as vscode from 'vscode';
import { formatBytes } from '../../core/units';
import { pickMany, pickOne } from '../base/pick';
import { changeWords, profileWords, type RunInfo, runDate, runName } from './run-info';
import type { RunStore } from './run-store';

type RunItem = vscode.QuickPickItem & { run: RunInfo };

/** Undefined where nothing was picked. */
export async function pickRun(store: RunStore): Promise<RunInfo | undefined> {
  const picked = await pickOne(items(store), {
    title: vscode.l10n.t('Memory runs'),
    placeHolder: vscode.l10n.t('The run to open'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.run;
}

/** Those in `chosen` are picked from the start. Undefined where it was called off. */
export async function pickRuns(
  store: RunStore,
  title: string,
  chosen: readonly vscode.Uri[],
): Promise<RunInfo[] | undefined> {
  const before = new Set(chosen.map((uri) => uri.toString()));
  const all = (await items(store)).map((item) => ({ ...item, picked: before.has(item.run.uri.toString()) }));
  const picked = await pickMany(all, {
    title,
    placeHolder: vscode.l10n.t('Two runs or more'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(({ run }) => run);
}

async function items(store: RunStore): Promise<RunItem[]> {
  return (await store.runs()).map((run) => ({
    label: runName(run),
    description: runDate(run),
    detail: run.verdict
      ? vscode.l10n.t(
          '{0}, {1} retained, {2}',
          profileWords(run.verdict.profile),
          formatBytes(run.verdict.retained),
          changeWords(run),
        )
      : changeWords(run),
    run,
  }));
}
