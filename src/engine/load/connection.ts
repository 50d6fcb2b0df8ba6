/** One connection of a load: a client of autocannon, and what became of each of its requests. */
import type { Client, Head } from 'autocannon';
import type { Prepared } from './requests';

/** Hears of each request that it began, and how it ended: in one of two ways, once. */
export interface ConnectionListener {
  /** What is sent next. */
  next(): Prepared;
  /** Whether no more is to be sent. */
  isOver(): boolean;
  began(): void;
  answered(status: number, milliseconds: number, request: Prepared): void;
  /** `kind`: `ECONNREFUSED`, `closed`, `timeout`, {@link UNANSWERED}, ... */
  failed(kind: string, bytes: number): void;
}

/** Kinds of failure of a request that is given up: nothing has come back, or the beginning of what does not end. */
export const UNANSWERED = 'unanswered';
export const ENDLESS = 'endless answer';

/** Milliseconds by which a timer may come before its time, which is counted in whole ones. */
const EARLY = 10;

/** Times in milliseconds. `head`: of the answer, once it is here. `closing`: the service does so with its last answer; what is sent then is `stray`. */
type State =
  | { at: 'idle' | 'closing' | 'over' }
  | { at: 'waiting'; since: number; head: Head | undefined }
  | { at: 'stray'; since: number };

/**
 * autocannon sends the next request by itself: after an answer, an error, a close and a time-out. So a request that
 * follows one without an answer tells that the one before has failed.
 */
export class Connection {
  private state: State = { at: 'idle' };
  private prepared: Prepared = { pieces: [], body: 0, accept: [] };

  /** To be made in autocannon's `setupClient`. `timeout`: milliseconds until it gives a request up */
  constructor(
    private readonly client: Client,
    private readonly timeout: number,
    private readonly listener: ConnectionListener,
  ) {
    client.getRequestBuffer = () => this.write();
    client.on('request', () => this.request());
    client.on('headers', (head: Head) => {
      if (this.state.at === 'waiting') this.state.head = head;
    });
    client.on('body', () => this.forget());
    client.on('response', (status) => this.response(status));
    client.on('connError', ({ code }) => this.dropped(code ?? 'error'));
    client.on('timeout', () => {
      if (this.isLate()) this.dropped('timeout');
    });
  }

  /** Whether a request waits for its answer. */
  get isWaiting(): boolean {
    return this.state.at === 'waiting';
  }

  end(): void {
    if (this.state.at === 'over') return;
    this.state = { at: 'over' };
    this.client.destroy();
  }

  /** Ends it without waiting on: what waits has failed. */
  giveUp(): void {
    const { state } = this;
    this.end();
    if (state.at === 'waiting') this.listener.failed(state.head ? ENDLESS : UNANSWERED, this.prepared.body);
  }

  /**
   * Gives the last piece of a request, for autocannon to write; those before it go to the same socket, and all leave it
   * as one. Put together they would be copied, and kept: with large bodies on many connections, half of all memory.
   */
  private write(): Buffer {
    if (this.isWaiting) this.prepared = this.listener.next();
    const { pieces } = this.prepared;
    const { conn } = this.client;
    if (pieces.length > 1) {
      conn.cork();
      process.nextTick(() => conn.uncork());
      for (const piece of pieces.slice(0, -1)) conn.write(piece);
    }
    return pieces.at(-1) ?? Buffer.alloc(0);
  }

  /** autocannon would keep all of an answer, which may be larger than any string. */
  private forget(): void {
    const answered = this.client.pipelinedRequests.peek();
    if (answered) answered.body = '';
  }

  private request(): void {
    const { state } = this;
    const now = performance.now();
    if (state.at === 'over') return;
    if (state.at === 'closing') {
      this.state = { at: 'stray', since: now };
      return;
    }
    if (state.at === 'waiting') this.cutOff(state);
    if (this.listener.isOver()) this.end();
    else this.begin(now);
  }

  private begin(since: number): void {
    this.state = { at: 'waiting', since, head: undefined };
    this.listener.began();
  }

  private response(status: number): void {
    // one that waited for its turn at a rate went over a new connection
    if (this.state.at === 'stray') this.begin(this.state.since);
    if (this.state.at !== 'waiting') return;
    const { since, head } = this.state;
    this.state = { at: head?.shouldKeepAlive === false ? 'closing' : 'idle' };
    this.listener.answered(Number(status), performance.now() - since, this.prepared);
    if (this.listener.isOver()) this.end();
  }

  /** Its connection was closed while it waited: that ends an answer whose head does not say how long it is. */
  private cutOff({ since, head }: Extract<State, { at: 'waiting' }>): void {
    if (this.isLate()) this.dropped('timeout');
    else if (head === undefined || isBounded(head)) this.dropped('closed');
    else {
      this.state = { at: 'idle' };
      this.client.parser.initialize('RESPONSE');
      this.listener.answered(head.statusCode, performance.now() - since, this.prepared);
    }
  }

  private dropped(kind: string): void {
    const { at } = this.state;
    if (at === 'over') return;
    this.state = { at: 'idle' };
    if (at !== 'waiting') return;
    // autocannon would read the next answer as the rest of one that was cut off
    this.client.parser.initialize('RESPONSE');
    this.listener.failed(kind, this.prepared.body);
    if (this.listener.isOver()) this.end();
  }

  private isLate(): boolean {
    return this.state.at === 'waiting' && performance.now() - this.state.since >= this.timeout - EARLY;
  }
}

function isBounded({ headers }: Head): boolean {
  return headers.some((name, i) => i % 2 === 0 && /^(content-length|transfer-encoding)$/i.test(name));
}
