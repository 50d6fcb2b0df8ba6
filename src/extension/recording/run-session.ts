import * as vscode from 'vscode';
import type { RunEvent, RunStateName } from '../../core/run/event';
import { canFollow, type RunStatus } from '../../core/run/machine';
import type { CompilerDiagnostic } from '../../engine/cargo/messages';
import type { Command } from '../../engine/protocol';
import { Deferred } from '../base/deferred';
import { Disposables } from '../base/disposables';
import type { Service } from '../services/service';
import { engineError, engineLost } from './engine-errors';
import type { EngineMessage } from './engine-messages';
import { EngineProcess } from './engine-process';
import type { EventBatch } from './live-runs';

/** What is built and how it is run. */
export type ProfileRequest = Extract<Command, { cmd: 'profile' }>['options'];

export interface SessionOptions {
  service: Service;
  extension: vscode.Uri;
  env: NodeJS.ProcessEnv;
  profile: ProfileRequest;
  log: vscode.LogOutputChannel;
}

/** One run under way: its engine, its state, its file and its newest size. Its lifetime is the run's. */
export class RunSession implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly entered = this.disposables.add(new vscode.EventEmitter<RunStateName>());
  private readonly opened = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  private readonly batches = this.disposables.add(new vscode.EventEmitter<EventBatch>());
  private readonly building = this.disposables.add(new vscode.EventEmitter<string>());
  private readonly compiler = this.disposables.add(new vscode.EventEmitter<CompilerDiagnostic>());
  private readonly engine: EngineProcess;
  private readonly outcome = new Deferred<vscode.Uri>();
  private current: RunStatus = { state: 'idle' };

  readonly service: Service;
  readonly onState = this.entered.event;
  /** recording began */
  readonly onFile = this.opened.event;
  readonly onEvents = this.batches.event;
  /** lines of cargo's */
  readonly onBuildProgress = this.building.event;
  readonly onDiagnostic = this.compiler.event;
  /** bytes, of the newest sample */
  rss: number | undefined;
  /** once recording has begun */
  file: vscode.Uri | undefined;
  /** The recording, once it is complete. Rejects with {@link UserError} where the run never really started. */
  readonly done = this.outcome.promise;

  constructor({ service, extension, env, profile, log }: SessionOptions) {
    this.service = service;
    this.engine = this.disposables.add(
      new EngineProcess({
        extension,
        cwd: profile.cwd,
        env,
        log,
        onMessage: (message) => this.receive(message),
      }),
    );
    this.engine.exit.then(
      () => this.outcome.reject(engineLost()),
      (error: unknown) => this.outcome.reject(error),
    );
    this.engine.send({ cmd: 'profile', options: profile });
  }

  get status(): RunStatus {
    return this.current;
  }

  /** Ends it with all it has; while only the service's end is waited for, at once. */
  stop(): void {
    this.engine.send({ cmd: this.current.state === 'stopping' ? 'abort' : 'stop' });
  }

  private receive(message: EngineMessage): void {
    switch (message.type) {
      case 'ready':
        break;
      case 'state':
        this.enter(message.state, message.reason);
        break;
      case 'progress':
        this.building.fire(message.text);
        break;
      case 'diagnostic':
        this.compiler.fire(message.diagnostic);
        break;
      case 'file':
        this.file = vscode.Uri.file(message.file);
        this.opened.fire(this.file);
        break;
      case 'events':
        for (const event of message.events) this.look(event);
        this.batches.fire({ from: message.from, events: message.events });
        break;
      case 'done':
        this.outcome.resolve(vscode.Uri.file(message.result.file));
        break;
      case 'error':
        this.outcome.reject(engineError(message));
        break;
      default:
        // what comparisons say
        break;
    }
  }

  private enter(state: RunStateName, reason?: string): void {
    if (!canFollow(this.current.state, state)) return;
    this.current = { state, ...(reason !== undefined && { reason }) };
    this.entered.fire(state);
  }

  private look(event: RunEvent): void {
    if (event.kind === 'sample') this.rss = event.rss;
    else if (event.kind === 'phase' && this.current.state === 'running') {
      const { kind: _, t: __, ...phase } = event;
      this.current = { state: 'running', ...phase };
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
