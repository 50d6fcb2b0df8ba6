/** Where the steps of a run stand on the chart. */
import type { MarkedStep, RunFold } from '../../src/core/run/fold';
import type { Pyramid } from '../../src/core/view/pyramid';
import { stepsOf } from '../../src/report/words';

/** A step with its levels, bytes, and the end of its plateau, seconds. */
export interface StepLevel extends MarkedStep {
  before: number;
  after: number;
  until: number;
}

/** Seconds before a rise in which its foot is looked for, though not before the rest from which it rose. */
const FOOT = 1.5;
/** A plateau's end is found to the thousandth of it, which is less than a pixel. */
const HALVINGS = 10;

/** A plateau lasts until the next step begins, or until now; no longer than memory stays above where the step began. */
export function stepLevels(run: RunFold, rss: Pyramid): StepLevel[] {
  const steps = stepsOf(run);
  return steps.map((marked, i) => {
    const { start, end, kept } = marked.step;
    const rest = run.phases.findLast(({ phase, from }) => phase !== 'burst' && from < start);
    const from = Math.max(start - FOOT, rest?.from ?? 0);
    const before = (rss.range(from, start) ?? rss.range(start, end))?.lowest ?? 0;
    const last = Math.max(end, steps[i + 1]?.step.start ?? run.now);
    return { ...marked, until: firstBelow(rss, before, end, last), before, after: before + kept };
  });
}

/** When memory falls below a level, as where the process is started anew; `to` where it does not. */
function firstBelow(rss: Pyramid, level: number, from: number, to: number): number {
  const falls = (until: number) => (rss.range(from, until)?.lowest ?? level) < level;
  if (!falls(to)) return to;
  let above = from;
  let below = to;
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (above + below) / 2;
    if (falls(middle)) below = middle;
    else above = middle;
  }
  return below;
}
