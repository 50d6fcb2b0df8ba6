/** One step: what grew, by how much, why we say so, and what can be done. */
import type { BreakdownEvent } from '../../src/core/run/event';
import type { RunFold } from '../../src/core/run/fold';
import type { Step } from '../../src/core/run/verdict';
import { formatBytes, formatCount } from '../../src/core/units';
import type { HostAction } from '../../src/core/view/protocol';
import { formatRise, formatShare, stepsOf } from '../../src/report/words';
import { el } from '../dom';
import type { StepLevel } from '../model/step-levels';
import type { Translate } from '../text';
import { link } from '../toolkit';
import { grownParts, grownTable } from './grown-parts';

/** The links of a step, in order: what helps first. */
const LINKS = {
  'add-allocator': 'Add tikv-jemallocator…',
  'tune-allocator': 'Set the options of jemalloc…',
  'compare-allocators': 'Compare allocators…',
  'show-manifest': 'Show in Cargo.toml',
  'show-source': 'Show main.rs',
} as const;
export type StepLink = keyof typeof LINKS;

const isStepLink = (action: HostAction): action is StepLink => action in LINKS;

export function stepDetails(
  level: StepLevel,
  fold: RunFold,
  actions: readonly HostAction[],
  follow: (link: StepLink, step: number) => void,
  t: Translate,
): HTMLElement {
  const { step, before, after } = level;
  const number = stepsOf(fold).findIndex(({ step: { id } }) => id === step.id) + 1;
  const effect = fold.verdict?.bursts.find(({ burst }) => burst === step.burst);
  const why = [
    t(
      step.burst === undefined
        ? 'RSS rose from {0} to {1} within {2}, and stayed.'
        : 'RSS rose from {0} to {1} within {2}, and stayed after the load rested.',
      formatBytes(before),
      formatBytes(after),
      formatRise(step),
    ),
    ...(effect
      ? [
          t(
            'The burst took {0} at its peak; {1} of that was still resident at the end of the rest.',
            formatBytes(effect.peak - effect.before),
            formatShare(effect.keptShare),
          ),
        ]
      : []),
    ...(effect?.requests === undefined ? [] : [t('It answered {0} requests.', formatCount(effect.requests))]),
    ...givenBackWords(step, t),
  ];
  const links = (Object.keys(LINKS) as StepLink[]).filter((name) =>
    actions.filter(isStepLink).includes(name),
  );
  return el(
    'div',
    { class: 'details', role: 'region', 'aria-label': t('Details of step {0}', number) },
    ...why.map((text) => el('p', {}, text)),
    breakdownTable(step, fold.breakdowns, t),
    links.length === 0
      ? undefined
      : el(
          'div',
          { class: 'links' },
          ...links.map((name) => link(t(LINKS[name]), () => follow(name, step.id))),
        ),
  );
}

function givenBackWords({ givenBack }: Step, t: Translate): string[] {
  if (givenBack === undefined || givenBack < 0.05) return [];
  return [t('By the end of the run {0} of it had been given back.', formatShare(givenBack))];
}

/** From the breakdowns on either side of the step. */
function breakdownTable(
  { start, end }: Step,
  breakdowns: readonly BreakdownEvent[],
  t: Translate,
): HTMLElement | undefined {
  const before = breakdowns.findLast((one) => one.t <= start);
  const after = breakdowns.find((one) => one.t >= end);
  return grownTable(grownParts(before, after, t), t('What grew'));
}
