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

/** A plateau ends at the next step; its level is the lowest RSS of the rest it stands in. */
export function stepLevels(run: RunFold, rss: Pyramid): StepLevel[] {
  const steps = stepsOf(run);
  return steps.map((marked, i) => {
    const { start, end, kept } = marked.step;
    const until = Math.max(end, steps[i + 1]?.step.start ?? run.now);
    const rest = run.phases.find(({ phase, to }) => (phase === 'rest' || phase === 'tail') && to > end);
    const seen = rss.range(end, Math.min(until, rest?.to ?? until)) ?? rss.range(start, until);
    const after = seen?.lowest ?? kept;
    return { ...marked, until, after, before: Math.max(0, after - kept) };
  });
}
