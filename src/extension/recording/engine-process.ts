import { type ChildProcess, fork } from 'node:child_process';
import os from 'node:os';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { Command } from '../../engine/protocol';
import { asEngineMessage, type EngineMessage } from './engine-messages';

export interface EngineOptions {
  extension: vscode.Uri;
  cwd: string;
  env: NodeJS.ProcessEnv;
  log: vscode.LogOutputChannel;
  onMessage: (message: EngineMessage) => void;
}

/** The engine as a child process: when this window goes, it ends its run cleanly and then itself. */
export class EngineProcess implements vscode.Disposable {
  /** Resolves when it has ended; rejects where it could not be started. */
  readonly exit: Promise<void>;
  private readonly child: ChildProcess;

  constructor({ extension, cwd, env, log, onMessage }: EngineOptions) {
    const script = vscode.Uri.joinPath(extension, 'dist', 'engine.cjs').fsPath;
    // process.execPath is the editor itself
    this.child = fork(script, [], {
      cwd,
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    letEditorGoFirst(this.child.pid);
    log.info(`Engine ${this.child.pid} started in ${cwd}`);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => log.info(cut(text)));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn(cut(text)));
    this.child.on('message', (value) => {
      const message = asEngineMessage(value);
      if (message) onMessage(message);
      else log.warn('The engine sent what is no message of an engine.');
    });
    this.exit = new Promise((resolve, reject) => {
      this.child.once('error', (cause) => reject(cannotStart(cause)));
      this.child.once('exit', (code, signal) => {
        log.info(`Engine ${this.child.pid} ended: ${signal ?? code}`);
        resolve();
      });
    });
  }

  send(command: Command): void {
    if (this.child.connected) this.child.send(command);
  }

  /** Lets go of it: it ends its run, if there is one, and itself. */
  dispose(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/**
 * Gives a process a lower priority while it is starting, so that its threads and all it starts (cargo, the service) have
 * it too: on few cores the editor stays as quick as without a load.
 */
function letEditorGoFirst(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    // larger is lower: one that the editor already has is never raised
    os.setPriority(pid, Math.max(os.constants.priority.PRIORITY_BELOW_NORMAL, os.getPriority()));
  } catch {
    // a system that does not let it measures no less
  }
}

/** A crash of a bundle quotes the whole of it. */
const LONGEST_OUTPUT = 4000;

function cut(text: string): string {
  return text.trimEnd().slice(-LONGEST_OUTPUT);
}

function cannotStart(cause: Error): UserError {
  return new UserError(
    'environment',
    vscode.l10n.t('The engine of Stairstep cannot be started: {0}', cause.message),
    vscode.l10n.t('Install the extension again.'),
    { cause },
  );
}
