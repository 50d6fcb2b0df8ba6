/** The load of one life of the process: its bursts, those of them that came to rest, and how noisy memory was beside them. */
import { lowerBound } from '../../run/sorted';
import { type Effect, joinBursts, restedEffects } from '../bursts/effects';
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { measureScale, type Scale } from '../curve/scale';
import { at } from '../curve/vector';
import type { Candidate } from './step';

export interface LoadOfLife {
  scale: Scale;
  /** in order, those with hardly a rest between them as one */
  bursts: Burst[];
  /** what those left that came to rest */
  effects: Effect[];
  /** seconds: when the first began and the last ended, where any came to rest; else undefined */
  first: number | undefined;
  last: number | undefined;
}

/** The load of the life that is `curve`; `all` are the bursts of the run, `least` the least move that counts, bytes. */
export function loadOf(curve: Curve, all: readonly Burst[], least: number): LoadOfLife {
  const begin = at(curve.start, 0);
  const end = at(curve.end, curve.n - 1);
  const inside = all.filter((burst) => burst.to > begin && burst.from < end);
  const scale = measureScale(curve, least, busyBuckets(curve, inside));
  const bursts = joinBursts(inside, Math.max(1, 2 * scale.tick));
  const effects = restedEffects(curve, bursts);
  const rested = effects.length > 0;
  return {
    scale,
    bursts,
    effects,
    first: rested ? bursts[0]?.from : undefined,
    last: rested ? bursts.at(-1)?.to : undefined,
  };
}

/** Whether a step came with a burst that did not come to rest: what that took may all be in use. */
export function cameUnrested({ bursts, effects }: LoadOfLife, { start, end }: Candidate): boolean {
  return bursts.some(
    ({ number, from, to }) => from <= end && start < to && !effects.some(({ burst }) => burst === number),
  );
}

function busyBuckets(curve: Curve, bursts: readonly Burst[]): Uint8Array {
  const busy = new Uint8Array(curve.n);
  for (const burst of bursts) {
    busy.fill(
      1,
      lowerBound(curve.end, burst.from, 0, curve.n),
      lowerBound(curve.start, burst.to + 1, 0, curve.n),
    );
  }
  return busy;
}
