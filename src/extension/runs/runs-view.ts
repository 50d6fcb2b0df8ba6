import * as vscode from 'vscode';
import { formatBytes } from '../../core/units';
import { Disposables } from '../base/disposables';
import { RUN_EDITOR } from '../editor/run-editor';
import { changeWords, profileWords, type RunInfo, runDate, runName, runShortDate } from './run-info';
import type { RunStore } from './run-store';

/** The view of past runs: a shape, a name, a date, the allocator and what was kept. */
export class RunsView implements vscode.TreeDataProvider<RunInfo>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<RunInfo>;

  constructor(
    private readonly store: RunStore,
    private readonly extension: vscode.Uri,
  ) {
    this.view = this.disposables.add(
      vscode.window.createTreeView('stairstep.runs', { treeDataProvider: this, canSelectMany: true }),
    );
    this.disposables.add(store.onDidChange(() => this.changed.fire()));
  }

  /** What a command without an argument, such as one of a key, is about. */
  get selection(): readonly RunInfo[] {
    return this.view.selection;
  }

  getChildren(parent?: RunInfo): Promise<RunInfo[]> {
    return parent ? Promise.resolve([]) : this.store.runs();
  }

  getTreeItem(run: RunInfo): vscode.TreeItem {
    const item = new vscode.TreeItem(runName(run));
    item.id = run.uri.toString();
    item.description = description(run);
    item.tooltip = tooltip(run);
    item.iconPath = this.icon(run);
    item.contextValue = 'run';
    item.command = {
      command: 'vscode.openWith',
      title: vscode.l10n.t('Open'),
      arguments: [run.uri, RUN_EDITOR, { preserveFocus: true, preview: true }],
    };
    item.accessibilityInformation = { label: spoken(run) };
    return item;
  }

  private icon({ verdict }: RunInfo) {
    const shape = verdict?.profile ?? 'inconclusive';
    const file = (theme: string) =>
      vscode.Uri.joinPath(this.extension, 'media', 'icons', `${shape}-${theme}.svg`);
    return { light: file('light'), dark: file('dark') };
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** What tells runs of one service apart comes first, as a side bar is narrow; the icon tells the shape. */
function description(run: RunInfo): string {
  const { verdict, header } = run;
  const retained = verdict ? formatBytes(verdict.retained) : vscode.l10n.t('no verdict');
  // what a service has by default says nothing
  const isUsual = header.trial === undefined && header.allocator.how === 'default';
  const change = isUsual ? [] : changeWords(run);
  return [retained, change, runShortDate(run)].flat().join(' · ');
}

function spoken(run: RunInfo): string {
  const { verdict } = run;
  const words = verdict
    ? vscode.l10n.t('{0}, {1} retained', profileWords(verdict.profile), formatBytes(verdict.retained))
    : vscode.l10n.t('no verdict');
  return [runName(run), words, changeWords(run), runDate(run)].join(', ');
}

function tooltip(run: RunInfo): vscode.MarkdownString {
  const { header, verdict, end } = run;
  const text = new vscode.MarkdownString();
  text.appendText(`${header.service.name} · ${runDate(run)}\n`);
  for (const reason of verdict?.reasons ?? []) text.appendText(`\n${reason.text}\n`);
  if (verdict) {
    text.appendText(
      `\n${vscode.l10n.t(
        'Baseline {0}, peak {1}, retained {2}.',
        formatBytes(verdict.baseline),
        formatBytes(verdict.peak),
        formatBytes(verdict.retained),
      )}\n`,
    );
  }
  if (end && end.reason !== 'completed') text.appendText(`\n${end.text ?? end.reason}\n`);
  return text;
}
