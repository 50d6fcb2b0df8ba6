/** All that is known of a run at one moment. */
import type { LoadEvent } from '../../src/core/run/event';
import type { PhaseSpan, RunFold } from '../../src/core/run/fold';
import type { Pyramid } from '../../src/core/view/pyramid';
import type { RunSeries } from './run-series';

export interface Reading {
  /** seconds, of the sample */
  t: number;
  rss: number;
  anon: number | undefined;
  file: number | undefined;
  phase: PhaseSpan | undefined;
  load: LoadEvent | undefined;
  /** wall clock, milliseconds since 1970; undefined where the start is not known */
  clock: number | undefined;
}

/** The sample nearest to `t` and what was going on; undefined where there is no sample. */
export function readingAt(fold: RunFold, series: RunSeries, t: number): Reading | undefined {
  const i = nearest(series.rss, t);
  if (i === undefined) return undefined;
  const { source } = series.rss;
  const at = source.t[i] ?? t;
  const started = Date.parse(fold.header?.startedAt ?? '');
  return {
    t: at,
    rss: source.y[i] ?? 0,
    anon: near(series.anon, at),
    file: near(series.file, at),
    phase: fold.phases.findLast(({ from, to }) => from <= at && at <= to),
    load: fold.loads.find((load) => load.t >= at && load.t - load.dt <= at),
    clock: Number.isFinite(started) ? started + at * 1000 : undefined,
  };
}

/** The index of the sample nearest to `t`. */
export function nearest(line: Pyramid, t: number): number | undefined {
  if (line.length === 0) return undefined;
  const after = Math.min(line.length - 1, line.indexAt(t));
  const before = Math.max(0, after - 1);
  const column = line.source.t;
  return t - (column[before] ?? t) < (column[after] ?? t) - t ? before : after;
}

/** Parts are measured less often than RSS; one from long ago says nothing. */
const STALE = 2;

function near(line: Pyramid, t: number): number | undefined {
  const i = nearest(line, t);
  if (i === undefined || Math.abs((line.source.t[i] ?? 0) - t) > STALE) return undefined;
  return line.source.y[i];
}
