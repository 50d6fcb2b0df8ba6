import type * as vscode from 'vscode';
import { logError } from '../base/log-error';
import { pageHtml, pageRoot } from './page-html';

export interface PageListener<Message> {
  extension: vscode.Uri;
  log: vscode.LogOutputChannel;
  /** undefined for what is no message of this page */
  check: (message: unknown) => Message | undefined;
  answer: (message: Message) => Promise<void>;
}

/** Puts the chart page into a panel, and answers what it says until disposed of. */
export function showPage<Message>(
  { webview }: vscode.WebviewPanel,
  { extension, log, check, answer }: PageListener<Message>,
): vscode.Disposable {
  webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
  const listening = webview.onDidReceiveMessage((message: unknown) => {
    const checked = check(message);
    if (checked) answer(checked).catch((error: unknown) => logError(log, error));
    else log.warn('A page sent what is no message of a page.');
  });
  webview.html = pageHtml(webview, extension, 'main.js');
  return listening;
}
