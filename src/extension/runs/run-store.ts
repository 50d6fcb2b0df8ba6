import type * as vscode from 'vscode';
import { readSummary } from './read-summary';
import type { RunInfo } from './run-info';
import { WatchedFiles } from './watched-files';

/** The recordings in `.stairstep/runs` of the open folders. */
export class RunStore implements vscode.Disposable {
  private readonly files: WatchedFiles<RunInfo>;
  readonly onDidChange: vscode.Event<void>;

  /** `isLive`: a file that is being recorded, which is left out until it ends. */
  constructor(isLive: (file: vscode.Uri) => boolean, log: vscode.LogOutputChannel) {
    this.files = new WatchedFiles(
      {
        pattern: '**/.stairstep/runs/*.memprofile',
        read: (file) => this.find(file),
        dateOf: ({ header }) => header.startedAt,
        isSkipped: isLive,
      },
      log,
    );
    this.onDidChange = this.files.onDidChange;
  }

  /** Newest first. */
  runs(): Promise<RunInfo[]> {
    return this.files.all();
  }

  refresh(): void {
    this.files.refresh();
  }

  /** One run, in the list or not. Errors: {@link UserError} `file-unreadable`. */
  async find(file: vscode.Uri): Promise<RunInfo> {
    return { uri: file, ...(await readSummary(file)) };
  }

  dispose(): void {
    this.files.dispose();
  }
}
