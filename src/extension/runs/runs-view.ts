import * as vscode from 'vscode';
import { setContext } from '../base/context-keys';
import { Disposables } from '../base/disposables';
import type { LiveRuns } from '../recording/live-runs';
import type { ComparisonInfo } from './comparison-info';
import { comparisonItem } from './comparison-item';
import { type Entry, isComparison, isMadeFor, recordingsOf, topEntries } from './run-entries';
import { runItem } from './run-item';
import type { RunStore } from './run-store';
import type { WatchedFiles } from './watched-files';

export interface RunsViewServices {
  extension: vscode.Uri;
  store: RunStore;
  comparisons: WatchedFiles<ComparisonInfo>;
  live: LiveRuns;
}

/** The view of past runs and comparisons: what it was of, what came of it, when. */
export class RunsView implements vscode.TreeDataProvider<Entry>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Entry>;

  constructor(private readonly services: RunsViewServices) {
    const { store, comparisons } = services;
    this.view = this.disposables.add(
      vscode.window.createTreeView('stairstep.runs', { treeDataProvider: this, canSelectMany: true }),
    );
    for (const event of [store.onDidChange, comparisons.onDidChange])
      this.disposables.add(event(() => this.changed.fire()));
  }

  /** What a command without an argument, such as one of a key, is about. */
  get selection(): readonly Entry[] {
    return this.view.selection;
  }

  async getChildren(parent?: Entry): Promise<Entry[]> {
    const { store, comparisons } = this.services;
    if (!parent) {
      const entries = topEntries(await store.runs(), await comparisons.all());
      setContext('stairstep.hasNoEntries', entries.length === 0);
      return entries;
    }
    return isComparison(parent) ? recordingsOf(parent, await store.runs()) : [];
  }

  async getTreeItem(entry: Entry): Promise<vscode.TreeItem> {
    const { store, comparisons, live, extension } = this.services;
    if (isComparison(entry)) {
      const recordings = recordingsOf(entry, await store.runs());
      return comparisonItem(entry, recordings.length > 0, live.isComparing(entry.uri));
    }
    const all = await comparisons.all();
    const nested = all.some((comparison) => isMadeFor(entry, comparison));
    return runItem(entry, extension, nested);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
