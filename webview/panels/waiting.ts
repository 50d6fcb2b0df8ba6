/** What stands in place of the chart while there is nothing to draw. */
import type { RunFold } from '../../src/core/run/fold';
import { isActive } from '../../src/core/run/machine';
import { el } from '../dom';
import type { Translate } from '../text';
import { statusWords } from '../words';

export function waitingMessage(fold: RunFold, live: boolean, t: Translate): HTMLElement {
  if (live && (isActive(fold.status.state) || fold.status.state === 'idle')) {
    return el(
      'div',
      { class: 'message', role: 'status' },
      ring(),
      el('p', {}, t('Waiting for the first sample: {0}.', statusWords(fold.status, t))),
    );
  }
  return el(
    'div',
    { class: 'message' },
    el('p', {}, t('This run has no samples.')),
    el('p', { class: 'quiet' }, t('The service ended, or the run was stopped, before the first one.')),
  );
}

function ring(): HTMLElement {
  return el('span', { class: 'ring', 'aria-hidden': 'true' });
}

export function loadingMessage(t: Translate): HTMLElement {
  return el('div', { class: 'message', role: 'status' }, ring(), el('p', {}, t('Reading the recording…')));
}

/** A file that cannot be shown: what is wrong and what to do about it. */
export function failedMessage(message: string, remedy: string): HTMLElement {
  return el('div', { class: 'message failed', role: 'alert' }, el('h1', {}, message), el('p', {}, remedy));
}
