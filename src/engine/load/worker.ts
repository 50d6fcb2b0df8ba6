/** The load generator, in a worker thread of its own: sampling has the main one. */
import { parentPort, workerData } from 'node:worker_threads';
import { runBurst } from './burst';
import { authorityOf, type BurstOrder, type FromWorker, type ToWorker, type WorkerSetup } from './protocol';
import { RequestSource } from './requests';
import { TickCounter } from './tick';

/** Milliseconds between two reports. */
const TICK = 500;

const setup: WorkerSetup = workerData;
const { target, timeout } = setup;
const source = new RequestSource(setup.requests, authorityOf(target), setup.folder, setup.seed);
let stopping = new AbortController();

function say(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function report(counter: TickCounter): void {
  const tick = counter.take();
  if (tick) say({ type: 'tick', tick });
}

async function burst(order: BurstOrder): Promise<void> {
  stopping = new AbortController();
  const counter = new TickCounter();
  const ticking = setInterval(() => report(counter), TICK);
  try {
    const note = await runBurst({ order, target, source, counter, timeout, signal: stopping.signal });
    report(counter);
    say({ type: 'ended', ...(note !== undefined && { note }) });
  } finally {
    clearInterval(ticking);
  }
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stopping.abort();
  else void burst(message.order);
});
say({ type: 'ready' });
