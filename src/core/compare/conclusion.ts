/** What a comparison comes to, in one plain sentence, and the cheapest change that brings most of it. */
import { formatBytes } from '../units';
import type { TrialInfo, TrialKind } from './event';
import type { ComparisonFold } from './fold';
import { allLeak, growthOf, KEPT } from './mechanism';
import { type ComparisonRow, isOfAnotherService, type MeasuredRow } from './row';
import { change, fraction, times } from './words';

export type Outcome = 'gain' | 'gain-at-a-price' | 'no-gain' | 'leak' | 'undecided';

/** What to do for good. */
export interface Recommendation {
  trial: TrialInfo;
  /** share of the best trial's gain that it brings, 0..1 */
  share: number;
  /** one sentence with the figures */
  text: string;
  /** to copy */
  snippet?: string;
  /** the same built in, to copy */
  permanent?: string;
}

export interface Conclusion {
  outcome: Outcome;
  /** one plain sentence */
  text: string;
  /** id of the trial the sentence is about */
  trial?: string;
  /** the cheapest change that brings most of the gain; absent where there is no gain */
  cheapest?: Recommendation;
}

/** Throughput below this share of the reference, or latency above this multiple, is a price to name first. */
const THROUGHPUT_KEPT = 0.8;
const LATENCY_RAISED = 1.5;
/** A trial with more of its requests failed says nothing of the allocator. */
const FAILED_SHARE = 0.02;
/** The share of the gain that is 'most of it'. */
const MOST = 0.75;

const COST: readonly TrialKind[] = ['baseline', 'run', 'environment', 'preload', 'feature', 'fix', 'unknown'];

/** `measured` in order of retained memory, without runs of other services; `all` the rows of the comparison; `ended` as its log says. */
export function conclude(
  measured: readonly MeasuredRow[],
  all: readonly ComparisonRow[],
  ended: ComparisonFold['ended'],
): Conclusion {
  const reference = measured.find((row) => row.reference);
  const others = measured.filter((row) => !row.reference);
  if (!reference || others.length === 0) return undecided(reference, all, ended);
  if (reference.failedShare > FAILED_SHARE) {
    return {
      outcome: 'undecided',
      text: `Cannot be told: ${fraction(reference.failedShare)} of the requests to ${reference.trial.label} failed. Mend the load plan first.`,
    };
  }
  if (allLeak(measured)) {
    return {
      outcome: 'leak',
      text: 'Every trial leaks: no allocator will help.',
    };
  }
  const better = others.filter((row) => row.failedShare <= FAILED_SHARE && gainOf(row) > 0);
  const free = better.filter((row) => priceOf(row) === undefined);
  const best = free[0] ?? better[0];
  if (best === undefined) return noGain(reference, others);
  const price = priceOf(best);
  const figures = comparedFigures(best, reference);
  if (gainOf(best) < (1 - KEPT) * growthOf(reference)) {
    return {
      outcome: 'no-gain',
      text: `Little gain, and no reason to change: ${lowerFirst(figures)}.`,
      trial: best.trial.id,
    };
  }
  return {
    outcome: price ? 'gain-at-a-price' : 'gain',
    text: price ? `Lower memory, but ${price}: ${lowerFirst(figures)}.` : `${figures}.`,
    trial: best.trial.id,
    ...(price === undefined && best.trial.kind !== 'run' && cheapestOf(free, best, reference)),
  };
}

/** The sentence for one row against the reference: `Keeps 472 MB instead of 953 MB (-50 %), serves 1.6 x the requests` */
function comparedFigures(row: MeasuredRow, reference: MeasuredRow): string {
  const { retained, rps, p99 } = row.differences;
  const kept = formatBytes(row.figures.retained.median);
  const before = formatBytes(reference.figures.retained.median);
  const parts = [
    retained === undefined || retained.withinNoise
      ? `Keeps ${kept}, as ${reference.trial.label} does (${before}) within the noise`
      : `Keeps ${kept} instead of ${before} (${change(retained.ratio)})`,
  ];
  if (rps && Number.isFinite(rps.ratio))
    parts.push(rps.withinNoise ? 'serves as many requests' : `serves ${times(rps.ratio)} the requests`);
  if (p99 && !p99.withinNoise && (p99.ratio > 1 || rps === undefined || rps.withinNoise)) {
    parts.push(`99th percentile of latency ${times(p99.ratio)}`);
  }
  return parts.join(', ');
}

/** Bytes kept less than the reference; 0 within the noise. */
function gainOf(row: MeasuredRow): number {
  const retained = row.differences.retained;
  return retained === undefined || retained.withinNoise ? 0 : -retained.by;
}

/** What the lower memory costs, where that has to be said first. */
function priceOf({ differences: { rps, p99 } }: MeasuredRow): string | undefined {
  if (rps && !rps.withinNoise && rps.ratio < THROUGHPUT_KEPT) {
    return `${fraction(rps.ratio)} of the throughput`;
  }
  if (p99 && !p99.withinNoise && p99.ratio > LATENCY_RAISED) {
    return `${times(p99.ratio)} the 99th percentile of latency`;
  }
  return undefined;
}

function noGain(reference: MeasuredRow, others: readonly MeasuredRow[]): Conclusion {
  const worse = others.every(({ differences: { retained } }) => retained && !retained.withinNoise);
  const kept = `${reference.trial.label} (${formatBytes(reference.figures.retained.median)})`;
  const why = worse
    ? `Every trial keeps more than ${kept}`
    : `No trial keeps less than ${kept} beyond the noise`;
  return { outcome: 'no-gain', text: `No gain: keep what you have. ${why}.` };
}

/** Without two trials to set against each other: what is missing, and where it will not come by itself, what to do. */
function undecided(
  reference: MeasuredRow | undefined,
  all: readonly ComparisonRow[],
  ended: ComparisonFold['ended'],
): Conclusion {
  const first = all.find((row) => row.reference);
  const label = first?.trial.label ?? 'the reference';
  const nothing = (text: string): Conclusion => ({ outcome: 'undecided', text: `Nothing to compare${text}` });
  if (!reference && first?.status.state === 'failed')
    return nothing(
      `: ${label} could not be measured, and the others are measured against it. Mend what is said of it, and compare again.`,
    );
  if (ended === undefined)
    return nothing(
      ` yet: ${reference ? 'no other trial' : label} has${reference ? '' : ' not'} been measured.`,
    );
  if (ended === 'cancelled')
    return nothing(
      reference
        ? `: it was ended when only ${label} had been measured. Compare again, and let one more trial come to its end.`
        : `: it was ended before ${label} had been measured. Compare again, and let that and one more trial come to their end.`,
    );
  if (all.some(isOfAnotherService))
    return nothing(
      ': these are recordings of different services. Name the one to set against another one first, and others of its service.',
    );
  return all.length === 1
    ? nothing(`: ${label} is alone. Compare again with another trial.`)
    : nothing(
        `: no trial but ${label} could be measured. Mend what is said of the others, and compare again.`,
      );
}

function cheapestOf(
  free: readonly MeasuredRow[],
  best: MeasuredRow,
  reference: MeasuredRow,
): { cheapest: Recommendation } {
  const shareOf = (row: MeasuredRow) => Math.min(1, gainOf(row) / gainOf(best));
  const enough = free.filter((row) => shareOf(row) >= MOST);
  const row = enough.sort((a, b) => COST.indexOf(a.trial.kind) - COST.indexOf(b.trial.kind))[0] ?? best;
  const share = shareOf(row);
  const text =
    row === best
      ? `The cheapest change that brings it is ${row.trial.label}.`
      : `${row.trial.label} is the cheapest change that brings ${partOf(share)}: ${lowerFirst(comparedFigures(row, reference))}.`;
  const { snippet, permanent } = row.trial;
  return {
    cheapest: { trial: row.trial, share, text, ...(snippet && { snippet }), ...(permanent && { permanent }) },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Share from which on it is all of it, for a person who reads whole percents. */
const ALL = 0.995;

function partOf(share: number): string {
  return share >= ALL ? 'all of it' : `most of it (${Math.round(share * 100)} %)`;
}
