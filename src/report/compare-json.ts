/** A comparison for programs: the shape is stable. Sizes in bytes, times in seconds, latencies in milliseconds. */
import type { Comparison } from '../core/compare/comparison';

/** A plain object, ready for JSON. */
export function jsonComparison(comparison: Comparison, file?: string): object {
  const { conclusion, mechanism, rows } = comparison;
  return {
    ...(file !== undefined && { comparison: file }),
    service: comparison.service,
    repeats: comparison.repeats,
    outcome: conclusion.outcome,
    text: conclusion.text,
    best: conclusion.trial ?? null,
    cheapest: conclusion.cheapest
      ? {
          trial: conclusion.cheapest.trial.id,
          share: conclusion.cheapest.share,
          snippet: conclusion.cheapest.snippet ?? null,
          permanent: conclusion.cheapest.permanent ?? null,
          fix: conclusion.cheapest.trial.fix ?? null,
        }
      : null,
    mechanism: mechanism ?? null,
    notes: comparison.notes,
    trials: rows.map(
      ({ trial, status, reference, profile, figures, differences, failedShare, measures }) => ({
        id: trial.id,
        label: trial.label,
        kind: trial.kind,
        allocator: trial.allocator,
        reference,
        ...status,
        ...(profile && { class: profile }),
        figures,
        differences,
        failed_share: failedShare,
        runs: measures,
      }),
    ),
  };
}
