import * as vscode from 'vscode';
import { formatSeconds } from '../../core/units';
import type { Settings } from '../base/config';
import { Disposables } from '../base/disposables';
import { logError } from '../base/log-error';
import type { EngineSlot } from '../recording/engine-slot';
import type { LiveRecording } from '../recording/live-recording';
import { buildRequest, type Prepared } from '../recording/profile-memory';
import { cargoEnvironment } from '../services/cargo-environment';
import { chooseTrials } from './choose-trials';
import type { ComparisonProgress, ComparisonSession, Offer } from './comparison-session';

export interface CompareServices {
  extension: vscode.Uri;
  settings: Settings;
  slot: EngineSlot;
  live: LiveRecording;
  show: (file: vscode.Uri) => Promise<void>;
  log: vscode.LogOutputChannel;
}

type Build = ReturnType<typeof buildRequest>;

export interface ComparisonUnderWay {
  /** the service */
  name: string;
  /** absent before it is created */
  file?: vscode.Uri;
  progress?: ComparisonProgress;
}

/** The command Compare allocators: which trials, then all of them, one after another. */
export class CompareAllocators implements vscode.Disposable {
  private readonly progressed = new vscode.EventEmitter<void>();
  private current: ComparisonUnderWay | undefined;
  /** a comparison began, went on or ended */
  readonly onDidProgress = this.progressed.event;

  constructor(private readonly services: CompareServices) {}

  get underWay(): ComparisonUnderWay | undefined {
    return this.current;
  }

  /** Errors: {@link UserError}. */
  async compare(ready: Prepared): Promise<void> {
    const name = ready.service.target.bin;
    const build = buildRequest(ready);
    const offer = await this.offered(name, build);
    const trials = offer && (await chooseTrials(name, offer));
    if (trials && trials.length > 0) await this.run(name, build, trials);
  }

  /** Builds the service to see what it is linked with. */
  private async offered(name: string, build: Build): Promise<Offer | undefined> {
    const { extension, settings, slot, log } = this.services;
    const { ComparisonSession } = await import('../lazy/engine');
    const session = new ComparisonSession({
      extension,
      env: cargoEnvironment(settings),
      command: { cmd: 'offer-trials', options: build },
      log,
    });
    const title = vscode.l10n.t('Building {0} to see what can be compared', name);
    const answer = await this.during(session, slot.take({ name, stop: () => session.stop() }), title);
    return answer.type === 'trials' ? answer : undefined;
  }

  private async run(name: string, build: Build, trials: string[]): Promise<void> {
    const { extension, settings, slot, live, show, log } = this.services;
    const { ComparisonSession } = await import('../lazy/engine');
    const session = new ComparisonSession({
      extension,
      env: cargoEnvironment(settings),
      command: { cmd: 'compare', options: { ...build, trials, repeats: 1 } },
      log,
    });
    this.tell({ name });
    session.onProgress((progress) => this.tell({ ...this.current, name, progress }));
    session.onFile((file) => {
      this.tell({ ...this.current, name, file });
      live.compare(file);
      show(file).catch((error: unknown) => logError(log, error));
    });
    session.onTrial((now) => (now ? live.begin(now.file, now.trial) : live.end()));
    session.onEvents((batch) => live.take(batch));
    const title = vscode.l10n.t('Comparing allocators on {0}', name);
    try {
      const answer = await this.during(session, slot.take({ name, stop: () => session.stop() }), title);
      if (answer.type === 'compared') await show(vscode.Uri.file(answer.file));
    } finally {
      live.end();
      live.compare(undefined);
      this.tell(undefined);
    }
  }

  private tell(now: ComparisonUnderWay | undefined): void {
    this.current = now;
    this.progressed.fire();
  }

  /** A notification with the time left; cancelling it ends the work with what is done. */
  private async during(session: ComparisonSession, release: () => void, title: string) {
    const lifetime = new Disposables();
    lifetime.add(session);
    this.services.slot.tell('running');
    try {
      return await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        (progress, token) => {
          lifetime.add(token.onCancellationRequested(() => session.stop()));
          lifetime.add(session.onProgress((now) => progress.report({ message: wordsOf(now) })));
          return session.done;
        },
      );
    } finally {
      lifetime.dispose();
      release();
    }
  }

  dispose(): void {
    this.progressed.dispose();
  }
}

function wordsOf({ label, text, done, total, secondsLeft }: ComparisonProgress): string {
  const what = text === '' ? label : `${label}: ${text}`;
  if (total === 0) return what;
  const count = vscode.l10n.t('{0} of {1} done', done, total);
  const left = secondsLeft === undefined ? '' : `, ${vscode.l10n.t('{0} left', formatSeconds(secondsLeft))}`;
  return `${what} (${count}${left})`;
}
