/** One burst of requests through autocannon. */
import net from 'node:net';
import autocannon from 'autocannon';
import type { BurstOrder, LoadTarget } from './protocol';
import type { RequestSource } from './requests';
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

/** One connection, and what it is waiting for. */
interface Connection {
  client: autocannon.Client;
  made: number;
  /** milliseconds when the request that waits for its answer was sent */
  sentAt: number | undefined;
  /** the newest request was sent over one without an answer, and that was counted as `closed` */
  replaced: boolean;
}

/**
 * Runs a burst: for its time, and then a moment for the answers on their way, or for its number of requests. A service
 * that hangs cannot hold it: it is cut when no answer came for as long as a request may take. Gives why, where cut.
 */
export function runBurst(burst: Burst): Promise<string | undefined> {
  const { order, target, source, timeout, signal } = burst;
  const watch = new Watch(burst);
  source.restart();
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: `http://${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`,
        connections: Math.min(order.connections, order.requests ?? order.connections),
        timeout: Math.max(1, timeout),
        sampleInt: LOOK,
        ...(order.requests === undefined ? { duration: FOREVER } : { amount: order.requests }),
        ...(order.rate !== undefined && { overallRate: Math.max(1, Math.round(order.rate)) }),
        setupClient: (client) => watch.connect(client),
      },
      (error) => {
        clearInterval(looking);
        signal.removeEventListener('abort', stop);
        if (error) reject(error);
        else resolve(watch.cut);
      },
    );
    const stop = () => run.stop();
    const looking = setInterval(() => {
      if (watch.look()) stop();
    }, LOOK);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** Sees every request and answer, and decides when the burst is over. */
class Watch {
  /** why the burst was cut, where it was */
  cut: string | undefined;
  private readonly connections: Connection[] = [];
  private readonly start = performance.now();
  private lastAnswer = performance.now();
  private failures = 0;
  private draining = false;

  constructor(private readonly burst: Burst) {}

  connect(client: autocannon.Client): void {
    const { source, counter } = this.burst;
    const connection: Connection = { client, made: 0, sentAt: undefined, replaced: false };
    this.connections.push(connection);
    const events: NodeJS.EventEmitter = client;
    events.on('request', () => {
      connection.replaced = connection.sentAt !== undefined;
      if (connection.replaced) this.failed('closed');
      connection.sentAt = performance.now();
      connection.made++;
    });
    events.on('response', (status: number) => {
      const now = performance.now();
      counter.answered(Number(status), now - (connection.sentAt ?? now));
      connection.sentAt = undefined;
      this.lastAnswer = now;
      this.failures = 0;
      if (this.draining) this.endAfter(connection);
    });
    events.on('connError', (error: NodeJS.ErrnoException) => {
      connection.sentAt = undefined;
      this.failed(error.code ?? 'error');
    });
    events.on('timeout', () => {
      // autocannon has sent the next request by the time it says so, unless that was the last
      if (connection.replaced) counter.rename('closed', 'timeout');
      else {
        connection.sentAt = undefined;
        this.failed('timeout');
      }
    });
    Object.assign(client, {
      getRequestBuffer: () => {
        const { pieces, body } = source.next();
        counter.sending(body);
        return sendAllButLast(client, pieces);
      },
    });
  }

  /** Whether it is time to stop. */
  look(): boolean {
    const { order, timeout } = this.burst;
    const now = performance.now();
    if (!this.draining && order.seconds !== undefined && now - this.start >= order.seconds * 1000)
      this.drain();
    if (this.failures >= GIVE_UP) this.cut = `given up after ${this.failures} failed requests in a row`;
    else if (this.waiting() && now - this.lastAnswer > timeout * 1000 + SLACK)
      this.cut = `cut: no answer for ${timeout} s`;
    return (
      this.cut !== undefined ||
      (order.seconds !== undefined && now - this.start >= order.seconds * 1000 + DRAIN)
    );
  }

  private drain(): void {
    this.draining = true;
    for (const connection of this.connections) this.endAfter(connection);
  }

  /** Lets a connection end with the answer it waits for: autocannon looks at this before each request. */
  private endAfter({ client, made }: Connection): void {
    Object.assign(client, { responseMax: Math.max(1, made) });
  }

  private waiting(): boolean {
    return this.connections.some(({ sentAt }) => sentAt !== undefined);
  }

  private failed(kind: string): void {
    this.burst.counter.failed(kind);
    this.failures++;
  }
}

/** autocannon writes what it is given; the pieces before it go to the same socket, and all leave it as one. */
function sendAllButLast(client: autocannon.Client, pieces: readonly Buffer[]): Buffer {
  const last = pieces.at(-1) ?? Buffer.alloc(0);
  if (pieces.length < 2) return last;
  const socket: unknown = Reflect.get(client, 'conn');
  if (!(socket instanceof net.Socket)) return Buffer.concat(pieces);
  socket.cork();
  for (const piece of pieces.slice(0, -1)) socket.write(piece);
  process.nextTick(() => socket.uncork());
  return last;
}
