/** The load generator as the main thread sees it. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BurstOrder, FromWorker, ToWorker, WorkerSetup } from './protocol';
import type { Tick } from './tick';

/** Where the bundle of the worker stands: beside the one that runs. */
export const WORKER_FILE = path.join(__dirname, 'load-worker.cjs');

export class LoadClient {
  private readonly worker: Worker;
  private readonly failure: Promise<never>;

  constructor(setup: WorkerSetup, file: string) {
    this.worker = new Worker(file, { workerData: setup });
    this.failure = new Promise((_, reject) => {
      this.worker.once('error', reject);
    });
    this.failure.catch(() => {});
  }

  /** Resolves once the bodies are made. */
  async ready(): Promise<void> {
    await this.message('ready');
  }

  /** Runs one burst to its end; aborting cuts it. Gives why it ended otherwise than planned. */
  async burst(
    order: BurstOrder,
    onTick: (tick: Tick) => void,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const tick = (message: FromWorker) => {
      if (message.type === 'tick') onTick(message.tick);
    };
    const stop = () => this.send({ type: 'stop' });
    this.worker.on('message', tick);
    signal.addEventListener('abort', stop, { once: true });
    this.send({ type: 'burst', order });
    if (signal.aborted) stop();
    const ended = await this.message('ended');
    signal.removeEventListener('abort', stop);
    this.worker.off('message', tick);
    return ended.note;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private message<Type extends FromWorker['type']>(type: Type): Promise<Extract<FromWorker, { type: Type }>> {
    const arrived = new Promise<Extract<FromWorker, { type: Type }>>((resolve) => {
      const listen = (message: FromWorker) => {
        if (!isOf(message, type)) return;
        this.worker.off('message', listen);
        resolve(message);
      };
      this.worker.on('message', listen);
    });
    return Promise.race([arrived, this.failure]);
  }
}

function isOf<Type extends FromWorker['type']>(
  message: FromWorker,
  type: Type,
): message is Extract<FromWorker, { type: Type }> {
  return message.type === type;
}
