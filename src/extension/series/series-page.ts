import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { asFromPage, type FromPage, type ToPage } from '../../core/view/protocol';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import { failure } from '../editor/failure';
import { showPage } from '../editor/page-panel';
import { pageStrings } from '../editor/page-strings';
import { sendLog } from '../editor/send-log';
import type { SeriesChoices } from './series-choices';

export interface SeriesPageServices {
  extension: vscode.Uri;
  choices: SeriesChoices;
  log: vscode.LogOutputChannel;
}

/** A file that something else wrote, drawn and judged as a run is. Nothing is written. */
export class SeriesPage implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly stop = new AbortController();
  private readonly feeding: Coalesced;

  constructor(
    private readonly file: vscode.Uri,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: SeriesPageServices,
  ) {
    const { extension, choices, log } = services;
    this.feeding = new Coalesced(
      () => this.send(),
      (error) => log.error(error instanceof Error ? error : String(error)),
    );
    this.disposables.add(
      choices.onDidForget((forgotten) => {
        if (forgotten.toString() === file.toString()) void this.feeding.request();
      }),
    );
    const answer = (message: FromPage) => this.answer(message);
    this.disposables.add(showPage(panel, { extension, log, check: asFromPage, answer }));
  }

  private async answer(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.feeding.request();
      case 'painted':
      case 'action':
      case 'save':
      case 'copy-summary':
      case 'copy-text':
        // nothing that a page would ask for is offered: there is no run behind it
        return;
      default:
        message satisfies never;
    }
  }

  private async send(): Promise<void> {
    try {
      const log = await this.read();
      const names = [path.posix.basename(this.file.path)];
      await this.post({ type: 'open', names, live: false, actions: [], strings: pageStrings() });
      await sendLog(log, 0, (message) => this.post(message), this.stop.signal);
    } catch (error) {
      this.services.log.error(error instanceof Error ? error : String(error));
      await this.post(failure(error));
    }
  }

  private async read(): Promise<Uint8Array[]> {
    const { file } = this;
    const { choices } = this.services;
    const { seriesLog } = await import('../lazy/series');
    const bytes = await vscode.workspace.fs.readFile(file);
    const name = path.posix.basename(file.path);
    const read = await seriesLog(bytes, name, choices.of(file));
    if ('log' in read) return read.log;
    const chosen = await choices.ask(file, read.names);
    const again = chosen === undefined ? read : await seriesLog(bytes, name, chosen);
    if ('log' in again) return again.log;
    throw new UserError(
      'usage',
      vscode.l10n.t('This file has {0} series, and none was chosen.', again.names.length),
      vscode.l10n.t('Run *Stairstep: Read a memory series…* again, and choose one.'),
    );
  }

  private post(message: ToPage): Thenable<boolean> {
    return this.stop.signal.aborted ? Promise.resolve(false) : this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.stop.abort();
    this.disposables.dispose();
  }
}
