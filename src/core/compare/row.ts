/** One trial of a comparison with its figures, each against the reference. */
import type { Profile } from '../run/verdict';
import type { TrialInfo } from './event';
import type { TrialState, TrialStatus } from './fold';
import type { Measure } from './measure';
import { type Difference, differenceOf, type Quantity, type Spread, spreadOf } from './spread';

/** The figures of a row that have a spread, in the order of the table. */
const FIGURES = [
  'retained',
  'peak',
  'baseline',
  'meanRss',
  'rps',
  'p50',
  'p99',
  'errors',
  'cpuSeconds',
  'buildSeconds',
] as const;
export type Figure = (typeof FIGURES)[number];

const QUANTITIES: Readonly<Partial<Record<Figure, Quantity>>> = {
  retained: 'memory',
  peak: 'memory',
  baseline: 'memory',
  meanRss: 'memory',
  rps: 'throughput',
  p50: 'latency',
  p99: 'latency',
  cpuSeconds: 'cpu',
};

export interface ComparisonRow {
  trial: TrialInfo;
  status: TrialStatus;
  /** whether the others are measured against it */
  reference: boolean;
  /** finished repeats, in order; empty where there is none */
  measures: Measure[];
  /** the most frequent shape of the repeats */
  profile?: Profile;
  /** all that occurred, as they were written: a newer version may know others */
  profiles: string[];
  figures: Partial<Record<Figure, Spread>>;
  /** against the reference; empty for the reference itself, and for a run of another service */
  differences: Partial<Record<Figure, Difference>>;
  /** share of the requests that failed, 0..1 */
  failedShare: number;
}

/** A row that was measured at least once. */
export type MeasuredRow = ComparisonRow & { profile: Profile; figures: { retained: Spread } };

export function isMeasured(row: ComparisonRow): row is MeasuredRow {
  return row.profile !== undefined && row.figures.retained !== undefined;
}

/** Whether it is of another service than the reference: no ratio of their figures says anything. */
export function isOfAnotherService({ measures }: Pick<ComparisonRow, 'measures'>): boolean {
  return measures.some(({ otherService }) => otherService !== undefined);
}

/** One row from the state of a trial, against the state of the reference. */
export function rowOf(
  { trial, status, measures }: TrialState,
  reference: TrialState | undefined,
): ComparisonRow {
  const isReference = trial.id === reference?.trial.id;
  const profiles = measures.map(({ profile }) => profile);
  const profile = mostFrequent(profiles);
  const row: ComparisonRow = {
    trial,
    status,
    reference: isReference,
    measures,
    ...(profile && { profile }),
    profiles: [...new Set(measures.map((measure) => measure.written ?? measure.profile))],
    figures: {},
    differences: {},
    failedShare: failedShare(measures),
  };
  for (const figure of FIGURES) {
    const spread = spreadOf(valuesOf(measures, figure));
    if (spread === undefined) continue;
    row.figures[figure] = spread;
    const quantity = QUANTITIES[figure];
    const against = spreadOf(valuesOf(reference?.measures ?? [], figure));
    if (isReference || quantity === undefined || against === undefined || isOfAnotherService(row)) continue;
    row.differences[figure] = differenceOf(spread, against, quantity);
  }
  return row;
}

function valuesOf(measures: readonly Measure[], figure: Figure): number[] {
  return measures.flatMap((measure) => measure[figure] ?? []);
}

/** Without `tried` it is not known how many of the errors were answers, and all are taken to be. */
function failedShare(measures: readonly Measure[]): number {
  const sum = (figure: (measure: Measure) => number) =>
    measures.reduce((total, measure) => total + figure(measure), 0);
  const errors = sum((measure) => measure.errors);
  const tried = sum((measure) => measure.tried ?? Math.max(measure.requests, measure.errors));
  return tried > 0 ? Math.min(1, errors / tried) : 0;
}

function mostFrequent(profiles: readonly Profile[]): Profile | undefined {
  const count = (profile: Profile) => profiles.filter((other) => other === profile).length;
  return [...new Set(profiles)].sort((a, b) => count(b) - count(a))[0];
}
