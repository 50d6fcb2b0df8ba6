import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { findDependencyTable, findMain, type Span } from '../findings/locate';
import type { RunInfo } from './run-info';
import { pathInWorkspace } from './run-root';

/** Opens the Cargo.toml of a run's service at its dependencies. */
export function showManifest(run: RunInfo): Promise<void> {
  return show(run, run.header.service.manifest, findDependencyTable);
}

/** Opens the root source of a run's service at `fn main`. */
export function showSource(run: RunInfo): Promise<void> {
  return show(run, run.header.service.source, findMain);
}

async function show(
  run: RunInfo,
  relative: string | undefined,
  locate: (text: string) => Span | undefined,
): Promise<void> {
  const uri = pathInWorkspace(run, relative);
  if (!uri)
    throw new UserError(
      'usage',
      vscode.l10n.t('This run was not recorded in the open workspace.'),
      vscode.l10n.t('Open the folder of its service.'),
    );
  const document = await vscode.workspace.openTextDocument(uri);
  const span = locate(document.getText());
  const selection = span && new vscode.Range(document.positionAt(span.from), document.positionAt(span.to));
  await vscode.window.showTextDocument(document, {
    ...(selection && { selection }),
    viewColumn: codeColumn(),
  });
}

/** The first group that shows code, so that the chart stays in sight. */
function codeColumn(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(
    ({ activeTab }) => activeTab?.input instanceof vscode.TabInputText,
  );
  return group?.viewColumn ?? vscode.ViewColumn.One;
}
