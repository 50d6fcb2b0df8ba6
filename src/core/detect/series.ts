/** A plain series, as `stairstep classify` takes it: a verdict out. */
import { UserError } from '../errors';
import type { Verdict } from '../run/verdict';
import { at } from './curve/vector';
import type { DetectorOptions } from './detector';
import { StreamingDetector } from './streaming';

export interface Series {
  /** seconds, ascending */
  t: number[];
  /** bytes */
  y: number[];
  load?: LoadInterval[];
}

/** Seconds on the axis of `t`, and connections where they are known. */
export type LoadInterval = [from: number, to: number, connections?: number | undefined];

function refuse(message: string, remedy: string): never {
  throw new UserError('usage', message, remedy);
}

/** Refuses a series that is none: lengths differ, no number, negative size, time that does not go on. */
export function checkSeries(series: Series): void {
  const { t, y, load } = series;
  if (t.length !== y.length) {
    refuse(`"t" has ${t.length} values and "y" has ${y.length}`, 'Give one time for each size.');
  }
  for (let i = 0; i < t.length; i++) {
    const time = at(t, i);
    const size = at(y, i);
    if (!Number.isFinite(time)) refuse(`time ${i} is not a number`, 'Leave samples out that have no time.');
    if (!Number.isFinite(size))
      refuse(`size ${i} is not a number`, 'Leave samples out that were not measured.');
    if (size < 0) refuse(`size ${i} is negative: ${size}`, 'Give resident memory in bytes, 0 or more.');
    if (i === 0) continue;
    if (time < at(t, i - 1)) {
      refuse(`time goes back at index ${i}: ${at(t, i - 1)} s, then ${time} s`, 'Sort the samples by time.');
    }
    if (time === at(t, i - 1)) {
      refuse(`two samples have the same time, ${time} s, at index ${i}`, 'Give one sample a moment.');
    }
  }
  load?.forEach(([from, to, connections], i) => {
    if (!Number.isFinite(from) || !Number.isFinite(to)) {
      refuse(`load ${i} is not a pair of numbers`, 'Give each load as [from, to] in seconds.');
    }
    if (connections !== undefined && !(Number.isInteger(connections) && connections > 0)) {
      refuse(`load ${i} has no number of connections: ${connections}`, 'Give a whole number, or none.');
    }
    if (to < from)
      refuse(`load ${i} ends before it begins: [${from}, ${to}]`, 'Give each load as [from, to].');
  });
}

/** Intervals in order, those that touch or overlap made one. */
function merged(load: readonly LoadInterval[]): LoadInterval[] {
  const out: LoadInterval[] = [];
  for (const [from, to, connections] of load.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last === undefined || from > last[1]) out.push([from, to, connections]);
    else {
      last[1] = Math.max(last[1], to);
      last[2] = Math.max(last[2] ?? 0, connections ?? 0) || undefined;
    }
  }
  return out;
}

/**
 * Names the shape and the steps of a recorded series. Indices of steps are indices of its samples.
 * @throws UserError where the series is none
 */
export function classifySeries(series: Series, options: DetectorOptions = {}): Verdict {
  checkSeries(series);
  const { t, y } = series;
  const detector = new StreamingDetector(options);
  const changes = merged(series.load ?? []).flatMap(([from, to, connections]) => [
    { kind: 'phase' as const, t: from, phase: 'burst' as const, ...(connections && { connections }) },
    { kind: 'phase' as const, t: to, phase: 'rest' as const },
  ]);
  let next = 0;
  for (let i = 0; i < t.length; i++) {
    for (let change = changes[next]; change !== undefined && change.t <= at(t, i); change = changes[++next]) {
      detector.push(change);
    }
    detector.push({ kind: 'sample', t: at(t, i), rss: at(y, i) });
  }
  return detector.finish().verdict;
}
