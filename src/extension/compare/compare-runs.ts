import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { pickRuns } from '../runs/pick-run';
import { rootOf } from '../runs/run-root';
import type { RunStore } from '../runs/run-store';
import { openComparison } from './comparison-editor';

/** Sets runs side by side, the oldest as the reference; asks which where fewer than two are given. Errors: {@link UserError}. */
export async function compareRuns(store: RunStore, given: readonly vscode.Uri[]): Promise<void> {
  const runs = given.length >= 2 ? given : await askedFor(store, given);
  if (!runs) return;
  const [first] = runs;
  if (!first || runs.length < 2)
    throw new UserError(
      'usage',
      vscode.l10n.t('One run is nothing to compare.'),
      vscode.l10n.t('Choose two runs or more.'),
    );
  const inOrder = [...(await Promise.all(runs.map((run) => store.find(run))))].sort((a, b) =>
    a.header.startedAt.localeCompare(b.header.startedAt),
  );
  const root = rootOf({ uri: first }) ?? vscode.Uri.joinPath(first, '..');
  const { writeComparisonOfRuns } = await import('../lazy/compare');
  const files = inOrder.map(({ uri }) => uri.fsPath);
  await openComparison(vscode.Uri.file(await writeComparisonOfRuns(files, root.fsPath)));
}

async function askedFor(store: RunStore, given: readonly vscode.Uri[]): Promise<vscode.Uri[] | undefined> {
  const picked = await pickRuns(store, vscode.l10n.t('Compare runs'), given);
  return picked?.map(({ uri }) => uri);
}
