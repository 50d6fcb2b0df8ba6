/** How the line of a trial is told in words beside it. */
import { el } from '../dom';
import type { RunIdentity } from '../model/compared-run';

/** The colour, the stroke and the number of a line. */
export function lineMark({ colour, stroke, number }: RunIdentity): HTMLElement {
  const mark = el(
    'span',
    { class: 'line-mark', 'aria-hidden': 'true' },
    el('span', { class: 'swatch' }),
    el('span', { class: 'number', 'data-number': String(number) }),
  );
  mark.style.setProperty('--swatch', colour);
  mark.style.setProperty('--stroke', stroke);
  return mark;
}
