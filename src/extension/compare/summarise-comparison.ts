import { comparedPair, compareTrials } from '../../core/compare/comparison';
import type { Outcome } from '../../core/compare/conclusion';
import { readComparison } from '../../core/compare/fold';

/** What a list says of a comparison. */
export interface ComparisonSummary {
  /** by which its recordings name it */
  id: string;
  startedAt: string;
  service: string;
  /** whether recordings were set side by side, so that nothing was run for it */
  isOfRuns: boolean;
  trials: number;
  /** of the trials, those with figures */
  measured: number;
  /** whether it is over, by its own word: one that goes on, or was killed, is not */
  hasEnded: boolean;
  outcome: Outcome;
  /** what it comes to, in sentences */
  conclusion: string;
  /** the trial that the conclusion singles out; absent where it is of none */
  best?: { label: string; against: string /** bytes */; retained?: number };
}

/** From the text of a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export function summariseComparison(log: string): ComparisonSummary {
  const comparison = compareTrials(readComparison(log));
  const { id, service, startedAt, rows, conclusion, ended } = comparison;
  const [best, reference] = comparedPair(comparison) ?? [];
  const retained = best?.figures.retained?.median;
  return {
    id,
    startedAt,
    service,
    isOfRuns: rows.every(({ trial }) => trial.kind === 'run'),
    trials: rows.length,
    measured: rows.filter(({ measures }) => measures.length > 0).length,
    hasEnded: ended !== undefined,
    outcome: conclusion.outcome,
    conclusion: conclusion.text,
    ...(best &&
      reference && {
        best: {
          label: best.trial.label,
          against: reference.trial.label,
          ...(retained !== undefined && { retained }),
        },
      }),
  };
}
