/** Milliseconds between two looks at the event loop. */
const INTERVAL = 10;

type Stage = 'while building' | 'while the chart opens' | 'under load';

interface Stalls {
  /** milliseconds of the longest */
  longest: number;
  /** seconds after the stretch began */
  at: number;
  /** milliseconds of it in which this process had a processor: for the rest it waited for one */
  busy: number;
  /** milliseconds of processor that this process took at most between two looks */
  busiest: number;
  /** seconds after the stretch began when it did */
  busiestAt: number;
}

const NONE: Stalls = { longest: 0, at: 0, busy: 0, busiest: 0, busiestAt: 0 };

/** How long the extension host did nothing else, at its longest: what the user would feel as a stutter. */
export class StallMeter {
  private stage: Stage = 'while building';
  private began = performance.now();
  private looked = this.began;
  private used = process.cpuUsage();
  private stalls = NONE;
  private readonly timer = setInterval(() => this.look(), INTERVAL);

  /** `tell` is given a line for each stage of the run. */
  constructor(private readonly tell: (line: string) => void) {}

  private look(): void {
    const now = performance.now();
    const length = now - this.looked - INTERVAL;
    const { user, system } = process.cpuUsage(this.used);
    const busy = (user + system) / 1000;
    const at = (this.looked - this.began) / 1000;
    if (length > this.stalls.longest) this.stalls = { ...this.stalls, longest: length, at, busy };
    if (busy > this.stalls.busiest) this.stalls = { ...this.stalls, busiest: busy, busiestAt: at };
    this.looked = now;
    this.used = process.cpuUsage();
  }

  /** Where the run is now: what was measured in a stage is told when the next one begins. */
  enter(stage: Stage): void {
    if (stage === this.stage) return;
    this.tellStage();
    this.stage = stage;
  }

  private tellStage(): void {
    this.look();
    const { longest, at, busy, busiest, busiestAt } = this.stalls;
    this.stalls = NONE;
    this.began = this.looked;
    this.tell(
      `Longest stall of the extension host ${this.stage}: ${ms(longest)}, ${ms(busy)} of it busy, ${at.toFixed(1)} s after its start; busy for at most ${ms(busiest)} at once, ${busiestAt.toFixed(1)} s after it`,
    );
  }

  dispose(): void {
    clearInterval(this.timer);
    this.tellStage();
  }
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
