/** One burst of requests: each connection sends the next as soon as it has its answer, or when the rate lets it. */
import { Connection, type ConnectionListener } from './connection';
import { Pace } from './pace';
import type { BurstOrder, LoadTarget } from './protocol';
import type { RequestSource } from './requests';
import type { TickCounter } from './tick';

/** Milliseconds between two looks whether a request, or the burst, is to end. */
const LOOK = 50;
/** Failures in a row, over all connections, after which nobody can be there. */
const GIVE_UP = 1000;
/** Milliseconds that answers on their way may take when the time of a burst is over; what is later is not counted. */
const DRAIN = 1000;

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
  burst.source.restart();
  return new Promise((resolve) => new BurstRun(burst, resolve).begin());
}

class BurstRun implements ConnectionListener {
  private readonly start = performance.now();
  private readonly connections: Connection[];
  /** those that wait until a request is due, the one that waits longest first */
  private readonly idle: Connection[] = [];
  private readonly pace: Pace | undefined;
  private readonly looking: NodeJS.Timeout;
  private pacing: NodeJS.Timeout | undefined;
  private busy = 0;
  private made = 0;
  private failures = 0;
  /** milliseconds; a request sent while nothing else waits counts like one */
  private lastAnswer = performance.now();
  private over = false;

  constructor(
    private readonly burst: Burst,
    private readonly done: (cut: string | undefined) => void,
  ) {
    const { order, target, signal } = burst;
    const { connections, requests = connections, rate } = order;
    this.connections = Array.from(
      { length: Math.min(connections, requests) },
      () => new Connection(target, this),
    );
    if (rate !== undefined) this.pace = new Pace(rate, this.start);
    this.looking = setInterval(() => this.look(), LOOK);
    signal.addEventListener('abort', this.stop, { once: true });
  }

  begin(): void {
    if (this.burst.signal.aborted) this.finish(undefined);
    else for (const connection of this.connections) this.next(connection);
  }

  answered(connection: Connection, status: number, milliseconds: number): void {
    this.burst.counter.answered(status, milliseconds);
    this.busy--;
    this.failures = 0;
    this.lastAnswer = performance.now();
    this.next(connection);
  }

  failed(connection: Connection, kind: string): void {
    this.burst.counter.failed(kind);
    this.busy--;
    this.failures++;
    if (this.failures >= GIVE_UP) this.finish(`given up after ${this.failures} failed requests in a row`);
    else this.next(connection);
  }

  private next(connection: Connection): void {
    const { order, source, counter } = this.burst;
    if (this.over || this.made === order.requests) {
      if (this.busy === 0) this.finish(undefined);
      return;
    }
    const now = performance.now();
    if (this.pace && !this.pace.take(now)) {
      this.idle.push(connection);
      this.pacing ??= setTimeout(() => this.due(), this.pace.wait());
      return;
    }
    if (this.busy === 0 && this.failures === 0) this.lastAnswer = now;
    const request = source.next();
    this.made++;
    this.busy++;
    counter.sending(request.body);
    connection.send(request);
  }

  /** Hands out what is due; those that get nothing wait on. */
  private due(): void {
    this.pacing = undefined;
    for (const connection of this.idle.splice(0)) this.next(connection);
  }

  private look(): void {
    const { order, timeout } = this.burst;
    const now = performance.now();
    for (const connection of this.connections) connection.expire(now - timeout * 1000);
    const beyond = order.seconds === undefined ? -1 : now - this.start - order.seconds * 1000;
    if (beyond >= 0) this.over = true;
    if (this.busy > 0 && now - this.lastAnswer > timeout * 1000 + LOOK)
      this.finish(`cut: no answer for ${timeout} s`);
    else if (this.over && (this.busy === 0 || beyond >= DRAIN)) this.finish(undefined);
  }

  private readonly stop = () => this.finish(undefined);

  private finish(cut: string | undefined): void {
    clearInterval(this.looking);
    clearTimeout(this.pacing);
    this.burst.signal.removeEventListener('abort', this.stop);
    this.over = true;
    for (const connection of this.connections) connection.close();
    this.done(cut);
  }
}
