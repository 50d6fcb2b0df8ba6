/** Which line is which trial. */
import { el, fill } from '../dom';
import type { ComparedRun } from '../model/compared-run';
import type { Translate } from '../text';

/** One entry a trial, and one for the dots of steps; `labels` gives a trial's label by its id. */
export function fillLegend(
  legend: HTMLElement,
  runs: readonly ComparedRun[],
  labels: ReadonlyMap<string, string>,
  t: Translate,
): void {
  const entries = runs.filter(({ identity }) => identity.first);
  fill(
    legend,
    ...entries.map(({ identity: { trial, title, colour } }) => {
      const swatch = el('span', { class: 'swatch' });
      swatch.style.setProperty('--swatch', colour);
      const count = runs.filter(({ identity }) => identity.trial === trial).length;
      const label = labels.get(trial) ?? title;
      return el(
        'span',
        { class: 'legend-entry' },
        swatch,
        count === 1 ? label : t('{0} ({1} runs)', label, count),
      );
    }),
    runs.some(({ fold }) => fold.steps.size > 0)
      ? el('span', { class: 'legend-entry' }, el('span', { class: 'dot' }), t('kept after the load rested'))
      : undefined,
  );
}
