import * as vscode from 'vscode';
import type { ComparisonInfo } from './comparison-info';
import { WatchedFiles } from './watched-files';

/** The comparisons in `.stairstep/comparisons` of the open folders. */
export function comparisonFiles(log: vscode.LogOutputChannel): WatchedFiles<ComparisonInfo> {
  return new WatchedFiles(
    {
      pattern: '**/.stairstep/comparisons/*.memcompare',
      read: readInfo,
      dateOf: ({ comparison }) => comparison.startedAt,
    },
    log,
  );
}

/** Errors: {@link UserError} `file-unreadable`, or of the file system. */
async function readInfo(uri: vscode.Uri): Promise<ComparisonInfo> {
  const { summariseComparison } = await import('../lazy/compare');
  const log = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { uri, comparison: summariseComparison(log) };
}
