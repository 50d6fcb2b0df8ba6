import type * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../core/view/protocol';
import { logError } from '../base/log-error';
import { pageHtml, pageRoot } from './page-html';

export interface PageListener<Message> {
  extension: vscode.Uri;
  log: vscode.LogOutputChannel;
  /** undefined for what is no message of this page */
  check: (message: unknown) => Message | undefined;
  /** What it throws is logged. */
  answer: (message: Message) => Promise<void>;
}

/** The chart page in a panel: it is told, and answered, until disposed of. */
export class PagePanel<Message> implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    { extension, log, check, answer }: PageListener<Message>,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
    this.listening = webview.onDidReceiveMessage((message: unknown) => {
      const checked = check(message);
      if (checked) answer(checked).catch((error: unknown) => logError(log, error));
      else log.warn('A page sent what is no message of a page.');
    });
    webview.html = pageHtml(webview, extension, 'main.js');
  }

  /** Gives whether it arrived. What is on its way when the page is closed is dropped. */
  async post(message: ToPage): Promise<boolean> {
    return !this.disposed && this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.disposed = true;
    this.listening.dispose();
  }
}

/** How long a file took to be drawn; `ms` are milliseconds of the page. */
export function logPainted(
  log: vscode.LogOutputChannel,
  { path }: vscode.Uri,
  { samples, ms }: Extract<FromPage, { type: 'painted' }>,
): void {
  log.info(`Painted ${samples} samples in ${Math.round(ms)} ms: ${path}`);
}
