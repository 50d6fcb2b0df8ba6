/** Milliseconds between two looks at the event loop. */
const INTERVAL = 10;

export interface Stalls {
  /** milliseconds of the longest */
  longest: number;
  /** seconds after the meter was made */
  at: number;
  /** milliseconds of it in which this process had a processor: for the rest it waited for one */
  busy: number;
  /** milliseconds of processor that this process took at most between two looks */
  busiest: number;
}

/** How long the extension host did nothing else, at its longest: what the user would feel as a stutter. */
export class StallMeter {
  private readonly began = performance.now();
  private looked = this.began;
  private used = process.cpuUsage();
  private stalls: Stalls = { longest: 0, at: 0, busy: 0, busiest: 0 };
  private readonly timer = setInterval(() => this.look(), INTERVAL);

  private look(): void {
    const now = performance.now();
    const length = now - this.looked - INTERVAL;
    const { user, system } = process.cpuUsage(this.used);
    const busy = (user + system) / 1000;
    const busiest = Math.max(busy, this.stalls.busiest);
    this.stalls =
      length > this.stalls.longest
        ? { longest: length, at: (this.looked - this.began) / 1000, busy, busiest }
        : { ...this.stalls, busiest };
    this.looked = now;
    this.used = process.cpuUsage();
  }

  /** Ends it. */
  stop(): Stalls {
    clearInterval(this.timer);
    this.look();
    return this.stalls;
  }
}
