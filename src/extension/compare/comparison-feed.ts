import path from 'node:path';
import * as vscode from 'vscode';
import { whyOf } from '../../core/errors';
import { pageStrings } from '../editor/page-strings';
import { RunFeed } from '../editor/run-feed';
import type { Post } from '../editor/send-log';
import type { LiveRuns } from '../recording/live-runs';
import type { RunStore } from '../runs/run-store';
import type { ComparedRun, TrialFile } from './compared-files';
import { type ReadComparison, readComparisonAt } from './read-comparison';

export interface ComparisonFeedServices {
  store: RunStore;
  live: LiveRuns;
  log: vscode.LogOutputChannel;
}

/** Sends one page a comparison, and what came to it since each time it is asked. One for each opening of a page. */
export class ComparisonFeed implements vscode.Disposable {
  /** runs that the page has, in its order: a recording that is being made is the last */
  private sent: ComparedRun[] = [];
  private readonly stop = new AbortController();
  private following: vscode.Disposable | undefined;

  constructor(
    private readonly file: vscode.Uri,
    private readonly post: Post,
    private readonly services: ComparisonFeedServices,
  ) {}

  /** Not twice at once. Errors: what reading the comparison, or a run that it names, throws. */
  async send(): Promise<void> {
    const { signal } = this.stop;
    const recording = this.recording();
    const read = await readComparisonAt(this.file, recording);
    const inLog = (run: TrialFile) => read.runs.find(({ file }) => file === run.file);
    const known = this.sent.flatMap((run) => inLog(run) ?? []);
    const added = await this.readable(
      read.runs.filter((run) => !this.sent.some(({ file }) => file === run.file)),
    );
    if (signal.aborted) return;
    // a recording that came to nothing makes room for the next one
    if (known.length < this.sent.length) await this.tell(read, known, false);
    const goesOn = recording && [...known, ...added].some(({ file }) => file === recording.file);
    await this.tell(read, [...known, ...added], goesOn ?? false);
    for (const [i, run] of added.entries()) await this.sendRun(run, known.length + i, recording);
  }

  private recording(): TrialFile | undefined {
    const now = this.services.live.trialOf(this.file);
    const folder = path.posix.dirname(this.file.path);
    return now && { trial: now.trial, file: path.posix.relative(folder, now.file.path) };
  }

  private async tell(
    { log, fixable }: ReadComparison,
    runs: ComparedRun[],
    recording: boolean,
  ): Promise<void> {
    this.sent = runs;
    await this.post({
      type: 'comparison',
      log,
      names: runs.map(nameOf),
      trials: runs.map(({ trial }) => trial),
      canApply: fixable !== undefined && vscode.workspace.isTrusted,
      underWay: this.services.live.isComparing(this.file),
      recording,
      strings: pageStrings(),
    });
  }

  /** With what is recorded after, where it is being made; else with the verdict that it may lack. */
  private async sendRun({ file }: ComparedRun, run: number, recording: TrialFile | undefined): Promise<void> {
    const uri = this.uriOf(file);
    const feed = new RunFeed(uri, run, this.post, this.stop.signal);
    const goesOn = file === recording?.file;
    if (goesOn) {
      this.following?.dispose();
      this.following = this.services.live.onEvents(uri, (batch) => feed.take(batch));
    }
    await feed.sendFile();
    if (!goesOn) await feed.sendVerdict();
    feed.goOn();
  }

  /** A run whose recording is gone has figures and no line. */
  private async readable(runs: readonly ComparedRun[]): Promise<ComparedRun[]> {
    const { store, log } = this.services;
    const found = await Promise.all(
      runs.map((run) =>
        store.find(this.uriOf(run.file)).then(
          () => [run],
          (error: unknown) => {
            log.warn(`${run.file} is left out: ${whyOf(error)}`);
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
    this.following?.dispose();
  }
}

function nameOf({ label, repeat, repeats }: ComparedRun): string {
  return repeats === 1 ? label : vscode.l10n.t('{0}, run {1} of {2}', label, repeat, repeats);
}
