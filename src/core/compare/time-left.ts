/** How long a comparison still takes. */
import type { Plan } from '../plan/plan';

/** Seconds from launch to the first phase, and from the last sample to the end. */
const AROUND = 2;
/** A burst of so many requests takes a time that only a run shows. */
const UNKNOWN_BURST = 5;

/** Seconds that one run of a plan takes, as far as the plan tells. */
export function planSeconds({ baseline, connections, burst, rest, tail }: Plan): number {
  const each = 'seconds' in burst ? burst.seconds : UNKNOWN_BURST;
  return AROUND + baseline + connections.length * (each + rest) + tail;
}

/** Seconds left: `done` are the lengths of the finished runs, `left` counts the runs that are not, `elapsed` is in the present one. */
export function secondsLeft(plan: Plan, done: readonly number[], left: number, elapsed: number): number {
  const each =
    done.length > 0 ? done.reduce((sum, length) => sum + length, 0) / done.length : planSeconds(plan);
  return Math.max(0, left * each - Math.min(elapsed, each));
}
