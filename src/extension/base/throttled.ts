/** Runs a job at once, and then not again before a pause is over; what is asked for meanwhile is one run after it. */
export class Throttled {
  private state: 'idle' | 'pausing' | 'asked' = 'idle';
  private timer: NodeJS.Timeout | undefined;

  /** `pause`: milliseconds. */
  constructor(
    private readonly job: () => void,
    private readonly pause: number,
  ) {}

  request(): void {
    if (this.state === 'idle') this.run();
    else this.state = 'asked';
  }

  private run(): void {
    this.state = 'pausing';
    this.timer = setTimeout(() => {
      if (this.state === 'asked') this.run();
      else this.state = 'idle';
    }, this.pause);
    this.job();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
