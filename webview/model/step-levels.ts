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

/** A plateau lasts until the next step begins, or until now. */
export function stepLevels(run: RunFold, rss: Pyramid): StepLevel[] {
  const steps = stepsOf(run);
  return steps.map((marked, i) => {
    const { start, end, kept } = marked.step;
    const until = Math.max(end, steps[i + 1]?.step.start ?? run.now);
    const rest = run.phases.findLast(({ phase, from }) => phase !== 'burst' && from < start);
    const from = Math.max(start - FOOT, rest?.from ?? 0);
    const before = (rss.range(from, start) ?? rss.range(start, end))?.lowest ?? 0;
    return { ...marked, until, before, after: before + kept };
  });
}
