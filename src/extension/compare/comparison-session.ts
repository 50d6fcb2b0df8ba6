import * as vscode from 'vscode';
import type { Command } from '../../engine/protocol';
import { Deferred } from '../base/deferred';
import { Disposables } from '../base/disposables';
import { engineError, engineLost } from '../recording/engine-errors';
import type { EngineMessage } from '../recording/engine-messages';
import { EngineProcess } from '../recording/engine-process';
import type { EventBatch, LiveTrial } from '../recording/live-runs';

export type Offer = Omit<Extract<EngineMessage, { type: 'trials' }>, 'type'>;
export type OfferedTrial = Offer['trials'][number];
export type ComparisonProgress = Extract<EngineMessage, { type: 'comparison-progress' }>['progress'];
type ComparisonCommand = Extract<Command, { cmd: 'compare' | 'offer-trials' }>;

export interface ComparisonSessionOptions {
  extension: vscode.Uri;
  env: NodeJS.ProcessEnv;
  command: ComparisonCommand;
  log: vscode.LogOutputChannel;
}

/** An engine that compares, or says what can be compared. */
export class ComparisonSession implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly progressed = this.disposables.add(new vscode.EventEmitter<ComparisonProgress>());
  private readonly opened = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  private readonly recorded = this.disposables.add(new vscode.EventEmitter<LiveTrial | undefined>());
  private readonly batches = this.disposables.add(new vscode.EventEmitter<EventBatch>());
  private readonly outcome = new Deferred<Extract<EngineMessage, { type: 'compared' | 'trials' }>>();
  private readonly engine: EngineProcess;
  readonly onProgress = this.progressed.event;
  /** the comparison's file was created */
  readonly onFile = this.opened.event;
  /** a trial is being recorded; undefined: no more, and what came of it is in the comparison's file */
  readonly onTrial = this.recorded.event;
  /** of the trial that is being recorded */
  readonly onEvents = this.batches.event;
  /** Its answer. Rejects with {@link UserError}. */
  readonly done = this.outcome.promise;

  constructor({ extension, env, command, log }: ComparisonSessionOptions) {
    const { cwd } = command.options;
    this.engine = this.disposables.add(
      new EngineProcess({ extension, cwd, env, log, onMessage: (message) => this.receive(message) }),
    );
    this.engine.exit.then(
      () => this.outcome.reject(engineLost()),
      (error: unknown) => this.outcome.reject(error),
    );
    this.engine.send(command);
  }

  /** Ends it with what is done. */
  stop(): void {
    this.engine.send({ cmd: 'stop' });
  }

  private receive(message: EngineMessage): void {
    switch (message.type) {
      case 'comparison-progress':
        this.progressed.fire(message.progress);
        break;
      case 'comparison-file':
        this.opened.fire(vscode.Uri.file(message.file));
        break;
      case 'comparison-event':
        // a trial is told before its recording begins, and after it ended
        this.recorded.fire(undefined);
        break;
      case 'trial-file':
        this.recorded.fire({ trial: message.trial, file: vscode.Uri.file(message.file) });
        break;
      case 'events':
        this.batches.fire({ from: message.from, events: message.events });
        break;
      case 'compared':
      case 'trials':
        this.outcome.resolve(message);
        break;
      case 'error':
        this.outcome.reject(engineError(message));
        break;
      default:
        // what single runs say
        break;
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
