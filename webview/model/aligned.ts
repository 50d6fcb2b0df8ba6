/** A run laid over another one, burst by burst: its time is stretched so that each of its phases stands where that of the other does. */
import { type PhaseSpan, RunFold } from '../../src/core/run/fold';

type Mapping = (t: number) => number;

/**
 * From the time of a run to that of the reference. Undefined where they did not go through the same phases: there is
 * nothing to lay over each other then. The last phase of a run that goes on keeps its pace until it is longer.
 */
export function alignment(run: RunFold, reference: RunFold): Mapping | undefined {
  const pairs = run.phases.map((phase, i) => [phase, reference.phases[i]] as const);
  const known = pairs.flatMap(([mine, its]) => (its && isSame(mine, its) ? [[mine, its] as const] : []));
  if (known.length === 0 || known.length < pairs.length) return undefined;
  const goesOn = run.end === undefined;
  const edges = known.map(([mine, its], i) => {
    const open = goesOn && i === known.length - 1;
    const length = open ? Math.max(mine.to - mine.from, its.to - its.from) : mine.to - mine.from;
    return { from: mine.from, to: its.from, slope: length > 0 ? (its.to - its.from) / length : 1 };
  });
  return (t) => {
    const edge = edges.findLast(({ from }) => from <= t);
    if (edge) return edge.to + (t - edge.from) * edge.slope;
    const [first] = edges;
    return first && first.from > 0 ? (t * first.to) / first.from : t;
  };
}

function isSame(one: PhaseSpan, other: PhaseSpan): boolean {
  return one.phase === other.phase && one.burst === other.burst && one.connections === other.connections;
}

/** The run in the time of the reference: its samples, phases and steps. */
export function alignedRun(run: RunFold, map: Mapping): RunFold {
  const aligned = new RunFold();
  const { t, rss } = run.samples;
  for (const [i, at] of t.entries()) {
    aligned.sample({ t: map(at), rss: rss[i] ?? 0, anon: -1, file: -1, shared: -1 });
  }
  aligned.phases.push(...run.phases.map((span) => ({ ...span, from: map(span.from), to: map(span.to) })));
  for (const [id, { status, step }] of run.steps) {
    aligned.steps.set(id, { status, step: { ...step, start: map(step.start), end: map(step.end) } });
  }
  aligned.header = run.header;
  aligned.verdict = run.verdict;
  aligned.end = run.end;
  aligned.now = map(run.now);
  return aligned;
}
