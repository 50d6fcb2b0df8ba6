/** The engine as a child process: commands in, events out. It ends, and its service with it, when its parent is gone. */
import { inspect } from 'node:util';
import { UserError } from '../core/errors';
import { serveCompare, serveOffer } from './compare/serve';
import { type Command, commandSchema, type Message } from './protocol';
import { attach } from './run/attach';
import type { RunObserver } from './run/observer';
import type { RunHandle } from './run/options';
import { profile } from './run/profile';

/** What is under way: a run, a comparison, or the look for what can be compared. */
interface Work {
  readonly done: Promise<Message>;
  stop(): void;
  abort(): void;
}

let work: Work | undefined;

function send(message: Message): void {
  // an error here is the parent going away, which `disconnect` tells of
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function fail(error: unknown): void {
  if (error instanceof UserError) {
    const { code, message, remedy, cause } = error;
    // who started this keeps it in its log
    if (cause !== undefined) process.stderr.write(`${inspect(cause)}\n`);
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

type Beginning = Exclude<Command, { cmd: 'stop' | 'abort' }>;

function begin(command: Beginning): void {
  if (work) {
    fail(new UserError('usage', 'A run is under way.', 'Stop it first, or wait for its end.'));
    return;
  }
  work = workFor(command);
  work.done.then(send, fail).finally(() => {
    work = undefined;
    if (!process.connected) process.exit();
  });
}

function workFor(command: Beginning): Work {
  switch (command.cmd) {
    case 'profile':
      return asWork(profile(command.options, runObserver));
    case 'attach':
      return asWork(attach(command.options, runObserver));
    case 'compare':
      return serveCompare(command.options, send);
    case 'offer-trials':
      return serveOffer(command.options, send);
    default:
      return command satisfies never;
  }
}

function asWork(run: RunHandle): Work {
  return {
    done: run.done.then((result) => ({ type: 'done', result })),
    stop: () => run.stop(),
    abort: () => run.abort(),
  };
}

const runObserver: RunObserver = {
  state: (state, reason) => send({ type: 'state', state, ...(reason !== undefined && { reason }) }),
  progress: (text) => send({ type: 'progress', text }),
  diagnostic: (diagnostic) => send({ type: 'diagnostic', diagnostic }),
  file: (file) => send({ type: 'file', file }),
  events: (events, from) => send({ type: 'events', from, events }),
};

process.on('message', (message) => {
  const parsed = commandSchema.safeParse(message);
  if (!parsed.success) {
    fail(
      new UserError('usage', `Not a command of the engine: ${parsed.error.message}`, 'Update the caller.'),
    );
    return;
  }
  const command = parsed.data;
  if (command.cmd === 'stop') work?.stop();
  else if (command.cmd === 'abort') work?.abort();
  else begin(command);
});

process.on('disconnect', () => {
  if (work) work.stop();
  else process.exit();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (work) work.stop();
    else process.exit();
  });
}
send({ type: 'ready' });
