/** What is said of a trial that has no figures, and whether the others can have any. */
import type { Obstacle, Trial } from '../../core/compare/trial';
import type { EndEvent } from '../../core/run/event';
import type { RunFold } from '../../core/run/fold';
import { tellingLines } from '../../core/run/telling-lines';

const LINES = 5;

/**
 * Whether another allocator may bring the service through such an end: of too much memory, or of a signal, as of an
 * abort in the allocator. One that exits by itself has found something that no allocator mends.
 */
export function mayLive({ reason, signal }: EndEvent): boolean {
  return reason === 'memory-guard' || (reason === 'service-exited' && signal !== undefined);
}

/** Why a trial is left out where the reference has no figures. */
export function without({ label }: Trial): Obstacle {
  return {
    reason: `It was not run: the others are measured against ${label}, which could not be measured.`,
    remedy: 'Mend what is said of that, and compare again.',
  };
}

/** Why a run that ended early has no figures. `run`: what was recorded of it */
export function cutShort({ text, reason }: EndEvent, { output }: RunFold, isReference: boolean): Obstacle {
  const lines =
    reason === 'service-exited'
      ? tellingLines(
          output.map((line) => line.text),
          LINES,
        )
      : [];
  const last = lines.map((line) => `\n  ${line}`).join('');
  return {
    reason: `The run was not completed: ${text ?? reason}${last && ` Its last lines:${last}`}`,
    remedy: isReference
      ? 'See its recording among the runs: it ends so without any change.'
      : 'See its recording among the runs. If it happens with this trial only, this change does not suit the service.',
  };
}
