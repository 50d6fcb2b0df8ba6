/** Milliseconds between two looks at the event loop. */
const INTERVAL = 10;

export interface Stall {
  /** milliseconds */
  length: number;
  /** milliseconds in which this process had a processor: in the others it waited for one */
  busy: number;
  /** seconds after the meter was made */
  at: number;
}

/** How long the extension host did nothing else, at its longest: what the user would feel as a stutter. */
export class StallMeter {
  private readonly began = performance.now();
  private looked = this.began;
  private used = process.cpuUsage();
  private longest: Stall = { length: 0, busy: 0, at: 0 };
  private readonly timer = setInterval(() => this.look(), INTERVAL);

  private look(): void {
    const now = performance.now();
    const length = now - this.looked - INTERVAL;
    if (length > this.longest.length) {
      const { user, system } = process.cpuUsage(this.used);
      this.longest = { length, busy: (user + system) / 1000, at: (this.looked - this.began) / 1000 };
    }
    this.looked = now;
    this.used = process.cpuUsage();
  }

  /** The longest stall since it was made. */
  stop(): Stall {
    clearInterval(this.timer);
    this.look();
    return this.longest;
  }
}
