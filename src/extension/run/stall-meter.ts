import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 10;

/** How long the extension host did nothing else, at its longest: what the user would feel as a stutter. */
export class StallMeter {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION });

  constructor() {
    this.histogram.enable();
  }

  /** Milliseconds of the longest stall since it was made. */
  stop(): number {
    this.histogram.disable();
    return Math.max(0, this.histogram.max / 1e6 - RESOLUTION);
  }
}
