import { EventEmitter } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does what can be stopped by a signal. They are heard, as `signal`, before any of it begins, and no longer than it goes on. */
export async function hearingSignals<T>(work: (asked: EventEmitter) => Promise<T>): Promise<T> {
  const asked = new EventEmitter();
  const onSignal = () => asked.emit('signal');
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work(asked);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
