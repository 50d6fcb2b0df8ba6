/** How long a comparison takes, and still takes. */
import type { Plan } from '../plan/plan';

/** Seconds from launch to the first phase, and from the last sample to the end. */
const AROUND = 2;
/** A burst of so many requests takes a time that only a run shows. */
const UNKNOWN_BURST = 5;

/** Of one run; builds come on top. */
export interface RunLength {
  seconds: number;
  /** it takes longer: the plan does not say how long its bursts are */
  atLeast: boolean;
}

/** As far as the plan tells. */
export function runLength(plan: Plan): RunLength {
  const { burst } = plan;
  const timed = 'seconds' in burst;
  return { seconds: secondsWith(plan, timed ? burst.seconds : 0), atLeast: !timed };
}

function secondsWith({ baseline, connections, rest, tail }: Plan, burst: number): number {
  return AROUND + baseline + connections.length * (burst + rest) + tail;
}

/** Seconds left: `done` are the lengths of the finished runs, `left` counts the runs that are not, `elapsed` is in the present one. */
export function secondsLeft(plan: Plan, done: readonly number[], left: number, elapsed: number): number {
  const { burst } = plan;
  const planned = secondsWith(plan, 'seconds' in burst ? burst.seconds : UNKNOWN_BURST);
  const each = done.length > 0 ? done.reduce((sum, length) => sum + length, 0) / done.length : planned;
  return Math.max(0, left * each - Math.min(elapsed, each));
}
