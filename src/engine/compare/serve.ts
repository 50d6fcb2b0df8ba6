/** Comparisons for the engine as a child process: what happens goes out as messages. */
import type { BuildOptions } from '../run/options';
import { compare, offerTrials } from './compare';
import type { CompareObserver, CompareOptions } from './options';
import type { CompareMessage } from './protocol';

type Send = (message: CompareMessage) => void;

/** Work under way: its last message, and how to end it. */
export interface Served {
  readonly done: Promise<CompareMessage>;
  stop(): void;
  abort(): void;
}

export function serveCompare(options: CompareOptions, send: Send): Served {
  const { done, cancel, abort } = compare(options, {
    file: (file) => send({ type: 'comparison-file', file }),
    event: (event) => send({ type: 'comparison-event', event }),
    progress: (progress) => send({ type: 'comparison-progress', progress }),
    runFile: (trial, file) => send({ type: 'trial-file', trial, file }),
    runEvents: (_trial, events, from) => send({ type: 'events', from, events }),
  });
  return { done: done.then(({ file }) => ({ type: 'compared', file })), stop: cancel, abort };
}

export function serveOffer(options: BuildOptions & Pick<CompareOptions, 'wasmFolder'>, send: Send): Served {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const observer: CompareObserver = {
    progress: (progress) => send({ type: 'comparison-progress', progress }),
  };
  return {
    done: offerTrials(options, observer, controller.signal).then((offer) => ({ type: 'trials', ...offer })),
    stop,
    abort: stop,
  };
}
