/** Trials side by side: ranked, each against the reference, with what follows from it in one sentence. */
import { type Conclusion, conclude } from './conclusion';
import type { ComparisonEnding } from './event';
import type { HeadedComparison } from './fold';
import { type Mechanism, mechanismOf } from './mechanism';
import { type ComparisonRow, isMeasured, isOfAnotherService, type MeasuredRow, rowOf } from './row';

export interface Comparison {
  id: string;
  service: string;
  startedAt: string;
  repeats: number;
  /** measured ones first, least retained memory first; then what failed, was left out or did not run */
  rows: ComparisonRow[];
  conclusion: Conclusion;
  /** what the trials show of where the memory is kept; absent where they show nothing */
  mechanism?: Mechanism;
  /** what stands in the way of trusting a figure, one sentence each */
  notes: string[];
  /** how a difference within the noise is told, one sentence; absent where there is no difference to tell */
  noise?: string;
  /** undefined while it runs, or where it was killed */
  ended?: ComparisonEnding;
}

/** The trial that the conclusion singles out, and what it is set against; undefined where it is of none. */
export function comparedPair({
  rows,
  conclusion,
}: Comparison): readonly [ComparisonRow, ComparisonRow] | undefined {
  const one = rows.find(({ trial }) => trial.id === conclusion.trial);
  const other = rows.find(({ reference }) => reference);
  return one && other && [one, other];
}

/** The comparison of what has been measured so far. */
export function compareTrials(fold: HeadedComparison): Comparison {
  const { header, ended } = fold;
  const states = [...fold.trials.values()];
  const reference = states[0];
  const rows = states.map((state) => rowOf(state, reference)).sort(byRetained);
  const measured = rows.filter(isMeasured);
  const comparable = measured.filter((row) => !isOfAnotherService(row));
  const mechanism = mechanismOf(comparable);
  return {
    id: header.id,
    service: header.service.name,
    startedAt: header.startedAt,
    repeats: header.repeats,
    rows,
    conclusion: conclude(comparable, rows, ended),
    ...(mechanism && { mechanism }),
    notes: measured.flatMap(notesOn),
    ...(comparable.length > 1 && { noise: noiseOf(comparable) }),
    ...(ended && { ended }),
  };
}

const AFTER_MEASURED = ['running', 'measured', 'waiting', 'failed', 'skipped'];

function byRetained(a: ComparisonRow, b: ComparisonRow): number {
  const [left, right] = [a.figures.retained, b.figures.retained];
  if (left && right) return left.median - right.median;
  if (left || right) return left ? -1 : 1;
  return AFTER_MEASURED.indexOf(a.status.state) - AFTER_MEASURED.indexOf(b.status.state);
}

function notesOn({ trial, measures }: MeasuredRow): string[] {
  return measures.flatMap(({ file = trial.label, cutOff, otherLoad, otherService }) => [
    ...(cutOff === true
      ? [`${file} has no end: it was cut off, or goes on. Its figures are of what is there.`]
      : []),
    ...(otherService === undefined
      ? []
      : [
          `${file} is of another service than the reference (${otherService}): its figures are not set against those.`,
        ]),
    // the load of another service may well be another one
    ...(otherLoad === undefined || otherService !== undefined
      ? []
      : [
          `${file} was recorded under another load than the reference (${otherLoad.join(', ')}): a difference may come from that.`,
        ]),
  ]);
}

function noiseOf(rows: readonly MeasuredRow[]): string {
  const repeats = Math.min(...rows.map(({ measures }) => measures.length));
  if (repeats > 1) {
    return `Medians of ${repeats} runs or more; a difference counts where the ranges do not overlap.`;
  }
  return 'One run each: less than 10 % or 10 MB of memory, 15 % of throughput or CPU and 25 % of latency is taken as noise. Repeats show the real spread.';
}
