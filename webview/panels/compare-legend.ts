/** Which line is which trial. */
import type { MarkedStep } from '../../src/core/run/fold';
import { el, fill } from '../dom';
import type { ComparedRun } from '../model/compared-run';
import type { Translate } from '../text';
import type { Layout } from './compare-plots';
import { lineMark } from './line-mark';

/** One entry a trial, one for what marks a step (a dot on a line, a stair on a chart of its own), and one for the bands. `labels` gives a trial's label by its id. */
export function fillLegend(
  legend: HTMLElement,
  runs: readonly ComparedRun[],
  labels: ReadonlyMap<string, string>,
  how: Layout,
  aligned: boolean,
  t: Translate,
): void {
  const has = (wanted: MarkedStep['status']) =>
    runs.some(({ fold }) => [...fold.steps.values()].some(({ status }) => status === wanted));
  const entries = runs.filter(({ identity }) => identity.first);
  fill(
    legend,
    ...entries.map(({ identity }) => {
      const { trial, title } = identity;
      const count = runs.filter((run) => run.identity.trial === trial).length;
      const label = labels.get(trial) ?? title;
      return el(
        'span',
        { class: 'legend-entry' },
        lineMark(identity),
        count === 1 ? label : t('{0} ({1} runs)', label, count),
      );
    }),
    has('confirmed')
      ? stepEntry(how === 'overlaid' ? 'dot' : 'swatch swatch-step', t('kept after the load rested'))
      : undefined,
    has('provisional') && how === 'beside'
      ? stepEntry('swatch swatch-provisional', t('seems to be kept: not confirmed yet'))
      : undefined,
    aligned || (how === 'overlaid' && entries.length > 1)
      ? burstsOf(entries[0], labels, aligned, t)
      : undefined,
  );
}

/** Whose bursts the bands behind all lines are: others may have had theirs at other times, unless they are laid over them. */
function burstsOf(
  first: ComparedRun | undefined,
  labels: ReadonlyMap<string, string>,
  aligned: boolean,
  t: Translate,
): HTMLElement | undefined {
  if (!first) return undefined;
  const { trial, title } = first.identity;
  const name = labels.get(trial) ?? title;
  return el(
    'span',
    { class: 'legend-note' },
    el('span', { class: 'band-mark' }),
    aligned ? t('bursts and time of {0}; the others are stretched to them', name) : t('bursts of {0}', name),
  );
}

function stepEntry(mark: string, words: string): HTMLElement {
  return el('span', { class: 'legend-entry' }, el('span', { class: mark }), words);
}
