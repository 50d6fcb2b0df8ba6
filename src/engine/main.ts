/** The engine as a child process: commands in, events out. It ends, and its service with it, when its parent is gone. */
import { UserError } from '../core/errors';
import { type Command, commandSchema, type Message } from './protocol';
import { attach } from './run/attach';
import type { RunObserver } from './run/observer';
import type { RunHandle } from './run/options';
import { profile } from './run/profile';

let run: RunHandle | undefined;

function send(message: Message): void {
  if (process.connected) process.send?.(message);
}

function fail(error: unknown): void {
  if (error instanceof UserError) {
    const { code, message, remedy } = error;
    send({ type: 'error', code, message, remedy });
    return;
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send({
    type: 'error',
    code: 'internal',
    message,
    remedy: 'This is a fault of Stairstep: please report it.',
  });
}

function begin(command: Extract<Command, { cmd: 'profile' | 'attach' }>): void {
  if (run) {
    fail(new UserError('usage', 'A run is under way.', 'Stop it first, or wait for its end.'));
    return;
  }
  const observer: RunObserver = {
    state: (state, reason) => send({ type: 'state', state, ...(reason !== undefined && { reason }) }),
    progress: (text) => send({ type: 'progress', text }),
    diagnostic: (diagnostic) => send({ type: 'diagnostic', diagnostic }),
    file: (file) => send({ type: 'file', file }),
    events: (events, from) => send({ type: 'events', from, events }),
  };
  run = command.cmd === 'profile' ? profile(command.options, observer) : attach(command.options, observer);
  run.done
    .then((result) => send({ type: 'done', result }), fail)
    .finally(() => {
      run = undefined;
      if (!process.connected) process.exit();
    });
}

process.on('message', (message) => {
  const parsed = commandSchema.safeParse(message);
  if (!parsed.success) {
    fail(
      new UserError('usage', `Not a command of the engine: ${parsed.error.message}`, 'Update the caller.'),
    );
    return;
  }
  const command = parsed.data;
  if (command.cmd === 'stop') run?.stop();
  else if (command.cmd === 'abort') run?.abort();
  else begin(command);
});

process.on('disconnect', () => {
  if (run) run.stop();
  else process.exit();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (run) run.stop();
    else process.exit();
  });
}
send({ type: 'ready' });
