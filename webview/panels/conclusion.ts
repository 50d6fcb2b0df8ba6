/** What a comparison comes to: the sentence, where the memory is kept, the cheapest change, and how to have it. */
import type { AllocatorName } from '../../src/core/allocator/allocator';
import { type Comparison, comparedPair } from '../../src/core/compare/comparison';
import type { Outcome } from '../../src/core/compare/conclusion';
import type { Profile } from '../../src/core/run/verdict';
import { plainText } from '../../src/report/words';
import { type Child, el, prose } from '../dom';
import { icon } from '../icons';
import type { Translate } from '../text';
import { button } from '../toolkit';
import { dateWords } from '../words';
import { copyButton } from './copy-button';
import type { Disclosure } from './disclosure';

export interface ConclusionActions {
  /** undefined where nothing can be applied here */
  apply: ((allocator: AllocatorName) => void) | undefined;
  copy(text: string): void;
}

/** The tone of each outcome is that of a shape. */
const TONES: Readonly<Record<Outcome, Profile>> = {
  gain: 'ragged',
  'gain-at-a-price': 'stair-step',
  'no-gain': 'flat',
  leak: 'leak',
  undecided: 'inconclusive',
};

/** `underWay`: the host goes on with it. `details` is filled with what can wait where there is little room. */
export function conclusion(
  comparison: Comparison,
  underWay: boolean,
  details: Disclosure,
  on: ConclusionActions,
  t: Translate,
): HTMLElement {
  const { mechanism, ended } = comparison;
  const { outcome, text, cheapest } = comparison.conclusion;
  const tone = TONES[outcome];
  // that nothing helps is neither good news nor bad
  const colour = outcome === 'no-gain' ? 'none' : tone;
  const state =
    ended === 'completed'
      ? undefined
      : ended === 'cancelled'
        ? t('This comparison was ended early: what was measured is shown.')
        : underWay
          ? t('This comparison is under way: each trial is added as it is measured.')
          : t('This comparison is under way, or was cut short: what is measured is shown.');
  details.fill(
    sentence(mechanism?.text),
    cheapest &&
      el(
        'div',
        { class: 'ways' },
        way(cheapest.text, cheapest.snippet, on, t),
        cheapest.permanent === undefined
          ? undefined
          : way(t('Built in for good:'), cheapest.permanent, on, t),
      ),
  );
  return el(
    'section',
    { class: 'banner', 'data-profile': colour, 'aria-live': 'polite', 'aria-label': t('Conclusion') },
    el('span', { class: 'badge' }, icon(tone)),
    el(
      'div',
      { class: 'banner-text' },
      el(
        'div',
        { class: 'banner-head' },
        el('h1', {}, plainText(text)),
        el('span', { class: 'caption' }, caption(comparison, t)),
      ),
      details.title,
      details.content,
      applyButton(comparison, on, t),
      state === undefined ? undefined : el('p', { class: 'quiet' }, state),
    ),
  );
}

/** What is set against what, where one of the trials is singled out; of which service, and when. */
function caption(comparison: Comparison, t: Translate): string {
  const { service, startedAt } = comparison;
  const [one, other] = comparedPair(comparison) ?? [];
  const against =
    one && other && t('{0} against {1}', plainText(one.trial.label), plainText(other.trial.label));
  return [against ?? [], plainText(service), dateWords(startedAt)].flat().join(' · ');
}

function sentence(words: string | undefined): Child {
  return words === undefined ? undefined : el('p', {}, ...prose(plainText(words)));
}

/** How to have it: what it is, and what to copy, if there is anything. */
function way(
  words: string,
  text: string | undefined,
  { copy }: ConclusionActions,
  t: Translate,
): HTMLElement {
  const snippet = text !== undefined && [
    el('pre', {}, text),
    copyButton(t('Copy'), t('Copied'), () => copy(text)),
  ];
  return el('div', {}, sentence(words), snippet ? el('div', { class: 'snippet' }, ...snippet) : undefined);
}

/** Puts in for good what the conclusion is about, where code can do that. */
function applyButton(
  { rows, conclusion: { trial } }: Comparison,
  { apply }: ConclusionActions,
  t: Translate,
) {
  const fix = rows.find((row) => row.trial.id === trial)?.trial.fix;
  if (fix === undefined || apply === undefined) return undefined;
  return el('div', {}, button({ kind: 'primary', label: t('Apply this fix…'), onClick: () => apply(fix) }));
}
