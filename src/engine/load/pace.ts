/** Seconds of requests that may be made up for where the service was slower than the rate. */
const BEHIND = 1;

/** Spreads requests evenly: how many more are due. */
export class Pace {
  private due = 0;
  private last: number;

  /** `rate`: requests a second; `now`: milliseconds */
  constructor(
    private readonly rate: number,
    now: number,
  ) {
    this.last = now;
    this.due = 1;
  }

  /** Takes one that is due; false where none is. */
  take(now: number): boolean {
    this.due = Math.min(this.due + ((now - this.last) / 1000) * this.rate, Math.max(1, this.rate * BEHIND));
    this.last = now;
    if (this.due < 1) return false;
    this.due--;
    return true;
  }

  /** Milliseconds until the next is due. */
  wait(): number {
    return Math.max(0, ((1 - this.due) / this.rate) * 1000);
  }
}
