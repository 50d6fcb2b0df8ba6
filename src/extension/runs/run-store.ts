import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Disposables } from '../base/disposables';
import { readSummary } from './read-summary';
import type { RunInfo } from './run-info';

const PATTERN = '**/.stairstep/runs/*.memprofile';
const IGNORED = '**/{target,node_modules,.git,worktrees}/**';
/** Milliseconds without a change after which the list is read again. */
const SETTLE = 400;
const MOST_RUNS = 500;

/** The recordings in `.stairstep/runs` of the open folders, at whatever depth, newest first. */
export class RunStore implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly known = new Map<string, { stamp: string; run: RunInfo | undefined }>();
  private list: Promise<RunInfo[]> | undefined;
  private settling: NodeJS.Timeout | undefined;
  private watch: Disposables | undefined;

  /** `isLive`: a file that is being recorded, which is left out until it ends. */
  constructor(
    private readonly isLive: (file: vscode.Uri) => boolean,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch?.dispose();
        this.watch = undefined;
        this.refresh();
      }),
    );
  }

  /** Of the folders that are open now. */
  private startWatching(): Disposables {
    const settle = (uri: vscode.Uri) => {
      if (this.isLive(uri)) return;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.refresh(), SETTLE);
    };
    const watch = this.disposables.add(new Disposables());
    for (const folder of localFolders()) {
      const pattern = new vscode.RelativePattern(folder, PATTERN);
      const watcher = watch.add(vscode.workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
        watch.add(event(settle));
    }
    return watch;
  }

  runs(): Promise<RunInfo[]> {
    this.list ??= this.read();
    return this.list;
  }

  refresh(): void {
    this.list = undefined;
    this.changed.fire();
  }

  /** One run, in the list or not. Errors: {@link UserError} `file-unreadable`. */
  async find(file: vscode.Uri): Promise<RunInfo> {
    return { uri: file, ...(await readSummary(file)) };
  }

  private async read(): Promise<RunInfo[]> {
    this.watch ??= this.startWatching();
    const files = await runFiles();
    const runs: RunInfo[] = [];
    for (const file of files.slice(0, MOST_RUNS)) {
      const run = await this.readOne(file);
      if (run) runs.push(run);
    }
    for (const file of this.known.keys()) if (!files.includes(file)) this.known.delete(file);
    return runs.sort((a, b) => b.header.startedAt.localeCompare(a.header.startedAt));
  }

  private async readOne(file: string): Promise<RunInfo | undefined> {
    const uri = vscode.Uri.file(file);
    if (this.isLive(uri)) return undefined;
    try {
      const { mtimeMs, size } = await stat(file);
      const stamp = `${mtimeMs}:${size}`;
      const cached = this.known.get(file);
      if (cached?.stamp === stamp) return cached.run;
      const run = await this.find(uri).catch((error: unknown) => {
        this.log.warn(`${file} is left out: ${error instanceof Error ? error.message : error}`);
        return undefined;
      });
      this.known.set(file, { stamp, run });
      return run;
    } catch {
      // deleted since the folder was read
      return undefined;
    }
  }

  dispose(): void {
    clearTimeout(this.settling);
    this.disposables.dispose();
  }
}

function localFolders(): vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

/** Names begin with the date, so that the newest come first. */
async function runFiles(): Promise<string[]> {
  const uris = await vscode.workspace.findFiles(PATTERN, IGNORED);
  return uris
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => fsPath)
    .sort((a, b) => path.basename(b).localeCompare(path.basename(a)));
}
