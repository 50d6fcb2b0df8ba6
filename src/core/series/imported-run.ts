/** A series from elsewhere as the log of a run with its verdict, so that all that shows a run shows it too. */
import { classifySeries, type Series } from '../detect/index';
import type { LoadInterval } from '../detect/series';
import type { RunEvent } from '../run/event';
import { FORMAT, type HeaderEvent } from '../run/header';
import type { HowRead, ReadSeries } from './index';

/** Of what recorded it nothing is known. */
const UNKNOWN_MACHINE = { os: '', kernel: '', arch: '', cores: 0, memory: 0 };

/** `name` is what it is called, such as that of its file; times begin with its first sample. Errors: {@link UserError} `usage`. */
export function* eventsOfSeries({ series, read }: ReadSeries, name: string): Generator<RunEvent> {
  const first = series.t[0] ?? 0;
  const shifted = fromZero(series, first);
  const verdict = classifySeries(shifted);
  yield header(name, read, first);
  const changes = loadChanges(shifted.load ?? []);
  let next = 0;
  for (const [i, t] of shifted.t.entries()) {
    for (let change = changes[next]; change && change.t <= t; change = changes[++next]) yield change;
    yield { kind: 'sample', t, rss: Math.round(shifted.y[i] ?? 0) };
  }
  const t = shifted.t.at(-1) ?? 0;
  for (const text of read.notes) yield { kind: 'note', t, level: 'warning', text: `While reading: ${text}.` };
  for (const step of verdict.steps) yield { kind: 'step', t, status: 'confirmed', step };
  yield { kind: 'verdict', t, provisional: false, verdict };
  yield { kind: 'end', t, reason: 'completed' };
}

function fromZero({ t, y, load }: Series, first: number): Series {
  return {
    t: t.map((time) => time - first),
    y,
    ...(load && {
      load: load.map(([from, to, connections]): LoadInterval => [from - first, to - first, connections]),
    }),
  };
}

function header(name: string, { format, series, unit, time }: HowRead, first: number): HeaderEvent {
  const isDated = /since 1970|^dates/.test(time);
  return {
    kind: 'header',
    format: FORMAT,
    id: name,
    startedAt: isDated ? new Date(first * 1000).toISOString() : '',
    tool: '',
    service: { name },
    imported: { format, series, unit, time },
    machine: UNKNOWN_MACHINE,
    allocator: { name: 'unknown', how: 'default', evidence: 'read from a series' },
  };
}

/** Where load begins and ends, with those that overlap as one. */
function loadChanges(load: readonly LoadInterval[]): Extract<RunEvent, { kind: 'phase' }>[] {
  const edges = load
    .flatMap(([from, to, connections]) => [
      { t: from, by: 1, connections },
      { t: to, by: -1, connections },
    ])
    // one that begins where another ends goes on with it
    .sort((a, b) => a.t - b.t || b.by - a.by);
  let under = 0;
  return edges.flatMap(({ t, by, connections }) => {
    under += by;
    if (by > 0 && under === 1)
      return {
        kind: 'phase' as const,
        t,
        phase: 'burst' as const,
        ...(connections !== undefined && { connections }),
      };
    return under === 0 ? { kind: 'phase' as const, t, phase: 'rest' as const } : [];
  });
}
