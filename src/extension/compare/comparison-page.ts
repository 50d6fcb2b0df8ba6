import path from 'node:path';
import * as vscode from 'vscode';
import { asFromComparison, type FromComparison } from '../../core/view/protocol';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import { logError } from '../base/log-error';
import { failure } from '../editor/failure';
import { logPainted, PagePanel } from '../editor/page-panel';
import { ComparisonFeed, type ComparisonFeedServices } from './comparison-feed';
import { readComparisonAt } from './read-comparison';

export interface ComparisonPageServices extends ComparisonFeedServices {
  extension: vscode.Uri;
}

/** One open comparison: feeds the page its log and its runs, again as the log grows, and does what the page asks. */
export class ComparisonPage implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly feeding: Coalesced;
  private readonly page: PagePanel<FromComparison>;
  /** of the page that listens; undefined before there is one */
  private feed: ComparisonFeed | undefined;

  constructor(
    private readonly file: vscode.Uri,
    panel: vscode.WebviewPanel,
    private readonly services: ComparisonPageServices,
  ) {
    const { extension, live, log } = services;
    this.feeding = new Coalesced(
      () => this.send(),
      (error) => logError(log, error),
    );
    const again = () => void this.feeding.request();
    const folder = vscode.Uri.joinPath(file, '..');
    const pattern = new vscode.RelativePattern(folder, path.posix.basename(file.path));
    const watcher = this.disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.disposables.add(watcher.onDidChange(again));
    this.disposables.add(live.onDidChange(again));
    this.disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(again));
    const answer = (message: FromComparison) => this.answer(message);
    this.page = this.disposables.add(
      new PagePanel(panel, { extension, log, check: asFromComparison, answer }),
    );
  }

  private async answer(message: FromComparison): Promise<void> {
    const { log } = this.services;
    switch (message.type) {
      case 'ready':
        this.begin();
        return this.feeding.request();
      case 'apply-fix':
        return this.apply(message.allocator);
      case 'copy-text':
        return vscode.env.clipboard.writeText(message.text);
      case 'painted':
        logPainted(log, this.file, message);
        return;
      default:
        message satisfies never;
    }
  }

  /** For a page that has nothing. */
  private begin(): void {
    this.feed?.dispose();
    this.feed = new ComparisonFeed(this.file, (message) => this.page.post(message), this.services);
  }

  private async send(): Promise<void> {
    const { feed } = this;
    try {
      await feed?.send();
    } catch (error) {
      logError(this.services.log, error);
      if (!feed || feed !== this.feed) return;
      // the message takes the place of all that was drawn
      this.begin();
      await this.page.post(failure(error));
    }
  }

  private async apply(allocator: string): Promise<void> {
    const { fixable } = await readComparisonAt(this.file);
    if (fixable) await vscode.commands.executeCommand('stairstep.addAllocator', fixable, allocator);
  }

  dispose(): void {
    this.feed?.dispose();
    this.feed = undefined;
    this.disposables.dispose();
  }
}
