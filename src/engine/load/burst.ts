/** One burst of requests through autocannon: it sends, and this says what, counts, and ends it. */
import autocannon from 'autocannon';
import { formatSeconds } from '../../core/units';
import { Connection, type ConnectionListener } from './connection';
import { Pace } from './pace';
import { authorityOf, type BurstOrder, type LoadTarget } from './protocol';
import type { Prepared, RequestSource } from './requests';
import type { TickCounter } from './tick';

/** Milliseconds between two looks whether the burst is to end. */
const LOOK = 50;
/** Failures in a row, over all connections, after which nobody can be there. */
const GIVE_UP = 1000;
/** Milliseconds beyond a request's time, so that its failure is counted before the burst is cut. */
const SLACK = 300;
/** Milliseconds that answers on their way may take when the time of a burst is over; what is later is not counted. */
const DRAIN = 1000;
/** Seconds; longer than any burst: this module ends them itself. */
const FOREVER = 1e6;

export interface Burst {
  order: BurstOrder;
  target: LoadTarget;
  source: RequestSource;
  counter: TickCounter;
  /** seconds until a request has failed */
  timeout: number;
  /** cuts it at once */
  signal: AbortSignal;
}

/**
 * Runs a burst: for its time, and then a moment for the answers on their way, or for its number of requests. A service
 * that hangs cannot hold it: it is cut when no answer came for as long as a request may take. Gives why, where cut.
 */
export function runBurst(burst: Burst): Promise<string | undefined> {
  const { order, target, timeout, signal } = burst;
  if (signal.aborted) return Promise.resolve(undefined);
  burst.source.restart();
  const run = new BurstRun(burst);
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url: `http://${authorityOf(target)}`,
        connections: connectionsOf(order),
        duration: FOREVER,
        timeout,
        sampleInt: LOOK,
        setupClient: (client) => run.connect(client),
      },
      (error) => {
        clearInterval(looking);
        signal.removeEventListener('abort', stop);
        if (error) reject(error);
        else resolve(run.cut);
      },
    );
    const stop = () => instance.stop();
    const looking = setInterval(() => {
      if (run.look()) stop();
    }, LOOK);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** No more than there are requests, in all or in a second: the others would only time out. */
function connectionsOf({ connections, requests = connections, rate = connections }: BurstOrder): number {
  return Math.min(connections, requests, rate);
}

class BurstRun implements ConnectionListener {
  /** why the burst was cut, where it was */
  cut: string | undefined;
  private readonly connections: Connection[] = [];
  private readonly start = performance.now();
  /** milliseconds; a request sent while nothing else waits counts like one */
  private lastAnswer = performance.now();
  private made = 0;
  private failures = 0;

  private readonly pace: Pace | undefined;

  constructor(private readonly burst: Burst) {
    const { order } = burst;
    if (order.rate !== undefined) this.pace = new Pace(order.rate, connectionsOf(order));
  }

  connect(client: autocannon.Client): void {
    this.pace?.govern(client);
    this.connections.push(new Connection(client, this.burst.timeout * 1000, this));
  }

  next(): Prepared {
    return this.burst.source.next();
  }

  isOver(): boolean {
    return this.beyond() >= 0 || this.made === this.burst.order.requests;
  }

  began(): void {
    this.made++;
  }

  answered(status: number, milliseconds: number, { body, accept }: Prepared): void {
    this.burst.counter.answered(status, milliseconds, body, accept);
    this.failures = 0;
    this.lastAnswer = performance.now();
  }

  failed(kind: string, bytes: number): void {
    this.burst.counter.failed(kind, bytes);
    this.failures++;
  }

  /** Whether it is to be stopped, answers on their way or not. */
  look(): boolean {
    const { timeout, order } = this.burst;
    const silent = performance.now() - this.lastAnswer;
    const waiting = this.connections.some(({ isWaiting }) => isWaiting);
    if (this.isOver()) for (const connection of this.connections) if (!connection.isWaiting) connection.end();
    if (this.failures >= GIVE_UP) this.cut = `given up after ${this.failures} failed requests in a row`;
    else if (waiting && silent > timeout * 1000 + SLACK) this.cut = `cut: no answer for ${timeout} s`;
    // what is on its way is not counted, so a service that hangs would have failed nothing
    else if (waiting && this.beyond() >= DRAIN && silent > DRAIN + ((order.seconds ?? 0) * 1000) / 2) {
      for (const connection of this.connections) connection.giveUp();
      this.cut = `cut: no answer for ${formatSeconds(silent / 1000)}, and requests still waiting for one`;
    }
    return this.cut !== undefined || this.beyond() >= DRAIN;
  }

  /** Milliseconds since the end of its time; negative before it, and where it has none. */
  private beyond(): number {
    const { seconds = Number.POSITIVE_INFINITY } = this.burst.order;
    return performance.now() - this.start - seconds * 1000;
  }
}
