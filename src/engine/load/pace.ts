/** Requests at a rate: evenly over the time, and not as a second's worth at once. */
export class Pace {
  private due = 0;

  /** `rate` in requests a second, over all connections; `clock` in milliseconds, monotonic */
  constructor(
    private readonly rate: number,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Takes the next turn: milliseconds until it comes. Turns that nobody was free to take are not made up for. */
  turn(): number {
    const now = this.clock();
    const turn = Math.max(now, this.due);
    this.due = turn + 1000 / this.rate;
    return turn - now;
  }
}
