import * as vscode from 'vscode';
import { fileChunks } from '../editor/file-chunks';
import { readSummary } from './read-summary';
import type { RunInfo } from './run-info';
import { WatchedFiles } from './watched-files';

/** Bytes; a longer recording is judged when it is opened. */
const LONGEST_JUDGED = 64 * 1024 ** 2;
/** Milliseconds without a change after which a recording that has no end is nobody's any more. */
const AT_REST = 60_000;

/** The recordings in `.stairstep/runs` of the open folders. */
export class RunStore implements vscode.Disposable {
  private readonly files: WatchedFiles<RunInfo>;
  readonly onDidChange: vscode.Event<void>;
  private looking: NodeJS.Timeout | undefined;

  /** `isLive`: a file that is being recorded, which is left out until it ends. */
  constructor(isLive: (file: vscode.Uri) => boolean, log: vscode.LogOutputChannel) {
    this.files = new WatchedFiles(
      {
        pattern: '**/.stairstep/runs/*.memprofile',
        read: (file) => this.find(file),
        dateOf: ({ header }) => header.startedAt,
        isSkipped: isLive,
        complete: (run) => this.judged(run),
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

  /** With the verdict that its samples give where it was cut off or nobody judged it, as when it is opened. Errors: of reading the file. */
  private async judged(run: RunInfo): Promise<RunInfo | undefined> {
    if (run.verdict && run.end) return undefined;
    const { mtime, size } = await vscode.workspace.fs.stat(run.uri);
    if (size > LONGEST_JUDGED) return undefined;
    if (!run.end && Date.now() - mtime < AT_REST) {
      this.lookAgain();
      return undefined;
    }
    const { readWhole } = await import('../lazy/replay');
    const { verdict } = (await readWhole(() => fileChunks(run.uri))).run;
    return verdict && { ...run, verdict };
  }

  /** Once what may go on now has had its time. */
  private lookAgain(): void {
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.refresh();
    }, AT_REST);
  }

  dispose(): void {
    clearTimeout(this.looking);
    this.files.dispose();
  }
}
