import * as vscode from 'vscode';
import type { Command } from '../../engine/protocol';
import { Deferred } from '../base/deferred';
import { Disposables } from '../base/disposables';
import { engineError, engineLost } from '../run/engine-errors';
import type { EngineMessage } from '../run/engine-messages';
import { EngineProcess } from '../run/engine-process';

export type OfferedTrial = Extract<EngineMessage, { type: 'trials' }>['trials'][number];
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
  private readonly outcome = new Deferred<Extract<EngineMessage, { type: 'compared' | 'trials' }>>();
  private readonly engine: EngineProcess;
  readonly onProgress = this.progressed.event;
  /** the comparison's file was created */
  readonly onFile = this.opened.event;
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
    if (message.type === 'comparison-progress') this.progressed.fire(message.progress);
    else if (message.type === 'comparison-file') this.opened.fire(vscode.Uri.file(message.file));
    else if (message.type === 'compared' || message.type === 'trials') this.outcome.resolve(message);
    else if (message.type === 'error') this.outcome.reject(engineError(message));
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
