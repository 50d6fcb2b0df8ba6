import * as vscode from 'vscode';
import { pageStrings } from '../editor/page-strings';
import { type Post, sendLog } from '../editor/send-log';
import type { RunStore } from '../runs/run-store';
import type { ComparedRun } from './compared-files';
import { readComparisonAt } from './read-comparison';

export interface ComparisonFeedServices {
  store: RunStore;
  log: vscode.LogOutputChannel;
}

/** Sends one page a comparison, and what came to it since each time it is asked. One for each opening of a page. */
export class ComparisonFeed implements vscode.Disposable {
  /** runs that the page has, in its order */
  private sent: ComparedRun[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly file: vscode.Uri,
    private readonly post: Post,
    private readonly services: ComparisonFeedServices,
  ) {}

  /** Not twice at once. Errors: what reading the comparison, or a run that it names, throws. */
  async send(): Promise<void> {
    const { signal } = this.stop;
    const { log, runs, fixable } = await readComparisonAt(this.file);
    const added = await this.readable(
      runs.filter((run) => !this.sent.some((known) => known.file === run.file)),
    );
    if (signal.aborted) return;
    const known = this.sent.length;
    const knownNow = this.sent.map((known) => runs.find(({ file }) => file === known.file) ?? known);
    this.sent = [...knownNow, ...added];
    const names = this.sent.map(nameOf);
    const trials = this.sent.map(({ trial }) => trial);
    const canApply = fixable !== undefined && vscode.workspace.isTrusted;
    await this.post({ type: 'comparison', log, names, trials, canApply, strings: pageStrings() });
    for (const [i, { file }] of added.entries()) {
      await sendLog(this.uriOf(file), known + i, this.post, signal);
    }
  }

  /** A run whose recording is gone has figures and no line. */
  private async readable(runs: readonly ComparedRun[]): Promise<ComparedRun[]> {
    const { store, log } = this.services;
    const found = await Promise.all(
      runs.map((run) =>
        store.find(this.uriOf(run.file)).then(
          () => [run],
          (error: unknown) => {
            log.warn(`${run.file} is left out: ${error instanceof Error ? error.message : error}`);
            return [];
          },
        ),
      ),
    );
    return found.flat();
  }

  private uriOf(recording: string): vscode.Uri {
    return vscode.Uri.joinPath(this.file, '..', recording);
  }

  dispose(): void {
    this.stop.abort();
  }
}

function nameOf({ label, repeat, repeats }: ComparedRun): string {
  return repeats === 1 ? label : vscode.l10n.t('{0}, run {1} of {2}', label, repeat, repeats);
}
