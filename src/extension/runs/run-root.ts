import path from 'node:path';
import * as vscode from 'vscode';
import type { RunInfo } from './run-info';

/** The folder that holds `.stairstep/`, in which a run or a comparison was recorded. */
export function rootOf({ uri }: Pick<RunInfo, 'uri'>): vscode.Uri | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const match = /^(.*)\/\.stairstep\/(?:runs|comparisons)\/[^/]+$/.exec(uri.path);
  if (folder && match) return uri.with({ path: match[1] || '/' });
  return folder?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
}

/** A file of a run's service in the open workspace; undefined where there is none. */
export function pathInWorkspace(run: RunInfo, relative: string | undefined): vscode.Uri | undefined {
  const root = rootOf(run);
  return root && insideRoot(root, relative);
}

/** Undefined for a path that leads out of the folder: the recording that names it may have come from anybody. */
export function insideRoot(root: vscode.Uri, relative: string | undefined): vscode.Uri | undefined {
  if (relative === undefined) return undefined;
  const inside = path.posix.normalize(relative);
  if (inside === '..' || inside.startsWith('../') || path.posix.isAbsolute(inside) || /^[a-z]:/i.test(inside))
    return undefined;
  return vscode.Uri.joinPath(root, inside);
}
