import path from 'node:path';
import type * as vscode from 'vscode';
import { asFromPage, type FromPage, type HostAction } from '../../core/view/protocol';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import type { ErrorReporter } from '../base/errors';
import { logError } from '../base/log-error';
import { failure } from '../editor/failure';
import { logPainted, PagePanel } from '../editor/page-panel';
import { pageStrings } from '../editor/page-strings';
import { copySummary, type Shown, saveShown } from '../editor/save-run';
import { sendLog } from '../editor/send-log';
import type { SeriesChoices } from './series-choices';
import { readShownSeries, shownSeries } from './shown-series';

/** There is no run behind it, which could be made again or mended. */
const ACTIONS: HostAction[] = ['save', 'copy-summary'];

export interface SeriesPageServices {
  extension: vscode.Uri;
  choices: SeriesChoices;
  errors: ErrorReporter;
  log: vscode.LogOutputChannel;
}

/** A file that something else wrote, drawn and judged as a run is. Nothing is written unless it is saved. */
export class SeriesPage implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly stop = new AbortController();
  private readonly feeding: Coalesced;
  private readonly page: PagePanel<FromPage>;

  constructor(
    private readonly file: vscode.Uri,
    panel: vscode.WebviewPanel,
    private readonly services: SeriesPageServices,
  ) {
    const { extension, choices, log } = services;
    this.feeding = new Coalesced(
      () => this.send(),
      (error) => logError(log, error),
    );
    this.disposables.add(
      choices.onDidForget((forgotten) => {
        if (forgotten.toString() === file.toString()) void this.feeding.request();
      }),
    );
    const answer = (message: FromPage) => this.answer(message);
    this.page = this.disposables.add(new PagePanel(panel, { extension, log, check: asFromPage, answer }));
  }

  private get shown(): Shown {
    return shownSeries(this.file, this.services.choices);
  }

  private async answer(message: FromPage): Promise<void> {
    const { errors, extension, log } = this.services;
    switch (message.type) {
      case 'ready':
        return this.feeding.request();
      case 'save':
        return errors.guard(() => saveShown(this.shown, message.format, extension, message.data));
      case 'copy-summary':
        return errors.guard(() => copySummary(this.shown));
      case 'painted':
        logPainted(log, this.file, message);
        return;
      case 'action':
      case 'copy-text':
        // nothing that would ask for these is offered
        return;
      default:
        message satisfies never;
    }
  }

  private async send(): Promise<void> {
    try {
      const log = await readShownSeries(this.file, this.services.choices);
      const names = [path.posix.basename(this.file.path)];
      await this.page.post({ type: 'open', names, live: false, actions: ACTIONS, strings: pageStrings() });
      await sendLog(log, 0, (message) => this.page.post(message), this.stop.signal);
    } catch (error) {
      logError(this.services.log, error);
      await this.page.post(failure(error));
    }
  }

  dispose(): void {
    this.stop.abort();
    this.disposables.dispose();
  }
}
