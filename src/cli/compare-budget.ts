/** A budget on a comparison: on the reference of trials, and on all but the reference of recordings. */
import { compareTrials } from '../core/compare/comparison';
import type { HeadedComparison } from '../core/compare/fold';
import { isMeasured } from '../core/compare/row';
import { type Budget, brokenBudgets, isAsked, nothingToJudge, partJudged, tellBroken } from './budget';
import { EXIT, type Io } from './io';

/**
 * Says on standard error what is broken, and what of it is a part only. Gives the exit code. Errors: `file-unreadable`
 * where what it is for was never measured, unless that is since the comparison was cancelled.
 */
export function checkComparison(budget: Budget, fold: HeadedComparison, io: Io): number {
  const interrupted = fold.ended === 'cancelled';
  if (!isAsked(budget)) return interrupted ? EXIT.interrupted : EXIT.done;
  const judged = compareTrials(fold).rows.filter(
    ({ trial, reference }) => reference !== (trial.kind === 'run'),
  );
  const measured = judged.filter(isMeasured);
  for (const { trial, measures } of measured)
    for (const { cutOff, file = trial.label } of measures)
      if (cutOff === true) io.stderr.write(partJudged(file));
  const over = tellBroken(
    measured.flatMap(({ trial, profile, figures: { retained } }) =>
      brokenBudgets(budget, { profile, retained: retained.median }).map((why) => `${trial.label}: ${why}`),
    ),
    io,
  );
  if (interrupted) return EXIT.interrupted;
  const missing = judged.find((row) => !isMeasured(row));
  if (missing) throw nothingToJudge(missing.trial.label, 'was not measured');
  if (judged.length === 0) throw nothingToJudge('The comparison', 'has the reference alone');
  return over;
}
