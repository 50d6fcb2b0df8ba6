import path from 'node:path';
import type * as vscode from 'vscode';
import { asFromPage, type FromPage, type HostAction, type ToPage } from '../../core/view/protocol';
import { Disposables } from '../base/disposables';
import { logError } from '../base/log-error';
import type { LiveRuns } from '../recording/live-runs';
import { failure } from './failure';
import { PageFeed } from './page-feed';
import { logPainted, PagePanel } from './page-panel';
import { pageStrings } from './page-strings';

/** What a page can ask of the editor; the file is the run that the page shows. */
export interface PageActions {
  /** the actions that can be done for this run now */
  available(file: vscode.Uri): Promise<HostAction[]>;
  perform(message: Exclude<FromPage, { type: 'ready' | 'painted' }>, file: vscode.Uri): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

export interface RunPageServices {
  extension: vscode.Uri;
  live: LiveRuns;
  actions: PageActions;
  log: vscode.LogOutputChannel;
}

/** One open chart: feeds the page its file and what comes after, and does what the page asks. */
export class RunPage implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly page: PagePanel<FromPage>;
  private feed: PageFeed;

  constructor(
    private readonly file: vscode.Uri,
    panel: vscode.WebviewPanel,
    private readonly services: RunPageServices,
  ) {
    const { extension, live, actions, log } = services;
    this.feed = this.newFeed();
    // a file that grows is read after the page was told that it does
    if (!live.isLive(file)) this.feed.readAhead();
    this.disposables.add(live.onEvents(file, (batch) => this.feed.take(batch)));
    for (const event of [live.onDidChange, actions.onDidChange]) {
      this.disposables.add(
        event(() => {
          this.sendStatus().catch((error: unknown) => logError(log, error));
        }),
      );
    }
    const answer = (message: FromPage) => this.answer(message);
    this.page = this.disposables.add(new PagePanel(panel, { extension, log, check: asFromPage, answer }));
  }

  private async answer(message: FromPage): Promise<void> {
    const { log, actions } = this.services;
    switch (message.type) {
      case 'ready':
        return this.open();
      case 'painted':
        logPainted(log, this.file, message);
        return;
      case 'action':
      case 'save':
      case 'copy-summary':
      case 'copy-text':
        return actions.perform(message, this.file);
      default:
        message satisfies never;
    }
  }

  private async open(): Promise<void> {
    const feed = this.unusedFeed();
    try {
      await feed.send(this.opening());
      if (!this.services.live.isLive(this.file)) await feed.complete();
    } catch (error) {
      logError(this.services.log, error);
      feed.dispose();
      const why = this.services.live.whyGivenUp(this.file);
      if (feed === this.feed) await this.page.post(failure(why ?? error));
    }
  }

  private async opening(): Promise<ToPage> {
    const names = [path.posix.parse(this.file.path).name];
    return { type: 'open', names, ...(await this.status()), strings: pageStrings() };
  }

  private unusedFeed(): PageFeed {
    if (this.feed.begun) {
      this.feed.dispose();
      this.feed = this.newFeed();
    }
    return this.feed;
  }

  private newFeed(): PageFeed {
    return new PageFeed(this.file, (message) => this.page.post(message));
  }

  private async status() {
    return {
      live: this.services.live.isLive(this.file),
      actions: await this.services.actions.available(this.file),
    };
  }

  private async sendStatus(): Promise<void> {
    if (!this.feed.begun) return;
    const why = this.services.live.whyGivenUp(this.file);
    // what was drawn of it would be read as what it came to
    await this.page.post(why === undefined ? { type: 'status', ...(await this.status()) } : failure(why));
  }

  dispose(): void {
    this.feed.dispose();
    this.disposables.dispose();
  }
}
