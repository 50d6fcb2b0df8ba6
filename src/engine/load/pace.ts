/** Spreads the requests of a burst evenly over time. autocannon would send all of a second at its start. */
import type { Client } from 'autocannon';

/** Milliseconds by which turns may be late and still be made up for: timers are that coarse. */
const COARSE = 20;

export class Pace {
  /** milliseconds between two turns */
  private readonly step: number;
  /** Milliseconds that turns are made up for: one for each connection, and no flood after a service that was slow. */
  private readonly slack: number;
  private turn = performance.now();
  private timer: NodeJS.Timeout | undefined;
  /** what sends the next request of each client that waits, in the order of their turns */
  private readonly waiting = new Set<() => void>();

  /** `rate`: requests a second over all `connections` */
  constructor(rate: number, connections: number) {
    this.step = 1000 / rate;
    this.slack = Math.max(connections * this.step, COARSE);
  }

  /** Lets the client wait for its turn before each request. To be called in autocannon's `setupClient`. */
  govern(client: Client): void {
    const send = client._doRequest.bind(client);
    client._doRequest = () => this.ask(send);
    client.on('done', () => this.leave(send));
  }

  /** A client that waits and asks again, over a new connection, keeps its place. */
  private ask(send: () => void): void {
    this.waiting.add(send);
    if (!this.timer) this.serve();
  }

  private leave(send: () => void): void {
    this.waiting.delete(send);
    if (this.waiting.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private serve(): void {
    this.timer = undefined;
    const now = performance.now();
    this.turn = Math.max(this.turn, now - this.slack);
    for (const send of this.waiting) {
      if (this.turn > now) {
        this.timer = setTimeout(() => this.serve(), Math.ceil(this.turn - now));
        return;
      }
      this.turn += this.step;
      this.waiting.delete(send);
      send();
    }
  }
}
