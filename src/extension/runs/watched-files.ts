import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { whyOf } from '../../core/errors';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import { logError } from '../base/log-error';

const IGNORED = '**/{target,node_modules,.git,worktrees}/**';
/** Milliseconds without a change after which the list is read again. */
const SETTLE = 400;
const MOST_FILES = 500;

export interface FileKind<Info> {
  /** of their paths, in the open folders */
  pattern: string;
  /** One that throws is left out, and logged. */
  read: (file: vscode.Uri) => Promise<Info>;
  /** ISO 8601, by which they are sorted */
  dateOf: (info: Info) => string;
  /** what is left out for now, and whose changes are */
  isSkipped?: (file: vscode.Uri) => boolean;
  /** What an entry lacks and takes longer, once the list is there; undefined where that is nothing, or not to be had yet. One that throws stays as it is, and is logged. */
  complete?: (info: Info) => Promise<Info | undefined>;
}

/** A file as it was read. */
interface Known<Info> {
  stamp: string;
  info: Info | undefined;
  /** nothing is to be added to it any more */
  isComplete?: boolean;
}

/** What files of a kind in the open folders hold, at whatever depth, newest first; each is read once, and again when it changed. */
export class WatchedFiles<Info> implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly known = new Map<string, Known<Info>>();
  private list: Promise<Info[]> | undefined;
  private settling: NodeJS.Timeout | undefined;
  private readonly completing: Coalesced;
  private watch: Disposables | undefined;

  constructor(
    private readonly kind: FileKind<Info>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.completing = new Coalesced(
      () => this.completeAll(),
      (error) => logError(this.log, error),
    );
    this.disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch?.dispose();
        this.watch = undefined;
        this.refresh();
      }),
    );
  }

  all(): Promise<Info[]> {
    this.list ??= this.read();
    return this.list;
  }

  refresh(): void {
    this.list = undefined;
    this.changed.fire();
  }

  /** Of the folders that are open now. */
  private startWatching(): Disposables {
    const settle = (uri: vscode.Uri) => {
      if (this.kind.isSkipped?.(uri)) return;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.refresh(), SETTLE);
    };
    const watch = this.disposables.add(new Disposables());
    for (const folder of localFolders()) {
      const pattern = new vscode.RelativePattern(folder, this.kind.pattern);
      const watcher = watch.add(vscode.workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
        watch.add(event(settle));
    }
    return watch;
  }

  private async read(): Promise<Info[]> {
    this.watch ??= this.startWatching();
    const { pattern, dateOf } = this.kind;
    const files = await filesOf(pattern);
    const found: Info[] = [];
    for (const file of files.slice(0, MOST_FILES)) {
      const info = await this.readOne(file);
      if (info) found.push(info);
    }
    for (const file of this.known.keys()) if (!files.includes(file)) this.known.delete(file);
    if (this.kind.complete) void this.completing.request();
    return found.sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
  }

  private async readOne(file: string): Promise<Info | undefined> {
    const uri = vscode.Uri.file(file);
    if (this.kind.isSkipped?.(uri)) return undefined;
    try {
      const { mtimeMs, size } = await stat(file);
      const stamp = `${mtimeMs}:${size}`;
      const cached = this.known.get(file);
      if (cached?.stamp === stamp) return cached.info;
      const info = await this.kind.read(uri).catch((error: unknown) => {
        this.log.warn(`${file} is left out: ${whyOf(error)}`);
        return undefined;
      });
      this.known.set(file, { stamp, info });
      return info;
    } catch {
      // deleted since the folder was read
      return undefined;
    }
  }

  /** One after another, so that it is not felt; told once. */
  private async completeAll(): Promise<void> {
    let isOther = false;
    for (const [file, known] of [...this.known]) {
      if (known.isComplete || !known.info) continue;
      try {
        const info = await this.kind.complete?.(known.info);
        if (!info) continue;
        known.info = info;
        isOther = true;
      } catch (error) {
        this.log.warn(`${file} stays as it is: ${whyOf(error)}`);
      }
      known.isComplete = true;
    }
    if (isOther) this.refresh();
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
async function filesOf(pattern: string): Promise<string[]> {
  const uris = await vscode.workspace.findFiles(pattern, IGNORED);
  return uris
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => fsPath)
    .sort((a, b) => path.basename(b).localeCompare(path.basename(a)));
}
