/** The steps of a run as a list; the chosen one opens its details. */
import type { MarkedStep, RunFold } from '../../src/core/run/fold';
import { formatBytes } from '../../src/core/units';
import { formatRise, givenBackShare, stepsOf } from '../../src/report/words';
import { el, fill, setText } from '../dom';
import type { Translate } from '../text';
import { momentWords, stepCauseWords } from '../words';

const DETAILS_ID = 'step-details';

export class StepList {
  private readonly heading = el('h2');
  private readonly list = el('ol', { class: 'steps' });
  private readonly none = el('p', { class: 'quiet' });
  readonly element = el('section', { class: 'panel' }, this.heading, this.list, this.none);
  private shown = '';

  constructor(
    private readonly select: (id: number | undefined) => void,
    private readonly t: Translate,
  ) {}

  /** `details` stands under the chosen step. */
  update(fold: RunFold, selected: number | undefined, details: HTMLElement): void {
    const { t } = this;
    const steps = stepsOf(fold);
    const whole = fold.end !== undefined;
    const key = JSON.stringify([steps, selected, whole]);
    if (key === this.shown) return;
    this.shown = key;
    setText(this.heading, steps.length === 0 ? t('Steps') : t('Steps ({0})', steps.length));
    setText(this.none, whole ? t('This run has no steps.') : t('No step so far.'));
    this.none.hidden = steps.length > 0;
    const focused = this.focusedStep();
    details.id = DETAILS_ID;
    fill(this.list, ...steps.map((marked) => this.item(marked, selected, details)));
    if (focused !== undefined) this.focus(focused);
  }

  focus(id: number): void {
    this.list.querySelector<HTMLElement>(`button[data-step="${id}"]`)?.focus();
  }

  private focusedStep(): number | undefined {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || !this.list.contains(activeElement)) return undefined;
    const id = activeElement.dataset.step;
    return id === undefined ? undefined : Number(id);
  }

  private item(
    { step, status }: MarkedStep,
    selected: number | undefined,
    details: HTMLElement,
  ): HTMLElement {
    const { t } = this;
    const open = step.id === selected;
    const share = givenBackShare(step);
    const row = el(
      'button',
      {
        type: 'button',
        class: 'step',
        'data-step': String(step.id),
        'data-status': status,
        'aria-expanded': String(open),
        'aria-controls': open ? DETAILS_ID : undefined,
      },
      el('span', { class: 'step-kept' }, t('+{0} kept', formatBytes(step.kept))),
      el(
        'span',
        { class: 'step-tags' },
        share === undefined ? undefined : el('span', { class: 'tag' }, t('{0} given back', share)),
        status === 'provisional' ? el('span', { class: 'tag' }, t('provisional')) : undefined,
      ),
      el('span', { class: 'step-time' }, momentWords(step.end)),
      el(
        'span',
        { class: 'step-cause' },
        // when it was stands beside it
        step.burst === undefined ? t('within {0}', formatRise(step)) : stepCauseWords(step, t),
      ),
    );
    row.addEventListener('click', () => this.select(open ? undefined : step.id));
    return el('li', {}, row, open ? details : undefined);
  }
}
