import * as vscode from 'vscode';
import type { ComparisonInfo } from './comparison-info';
import { WatchedFiles } from './watched-files';

/** The comparisons in `.stairstep/comparisons` of the open folders. */
export class ComparisonStore implements vscode.Disposable {
  private readonly files: WatchedFiles<ComparisonInfo>;
  readonly onDidChange: vscode.Event<void>;

  constructor(log: vscode.LogOutputChannel) {
    this.files = new WatchedFiles(
      {
        pattern: '**/.stairstep/comparisons/*.memcompare',
        read: readInfo,
        dateOf: ({ comparison }) => comparison.startedAt,
      },
      log,
    );
    this.onDidChange = this.files.onDidChange;
  }

  /** Newest first. */
  comparisons(): Promise<ComparisonInfo[]> {
    return this.files.all();
  }

  refresh(): void {
    this.files.refresh();
  }

  dispose(): void {
    this.files.dispose();
  }
}

/** Errors: {@link UserError} `file-unreadable`, or of the file system. */
async function readInfo(uri: vscode.Uri): Promise<ComparisonInfo> {
  const { summariseComparison } = await import('../lazy/compare');
  const log = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { uri, comparison: summariseComparison(log) };
}
