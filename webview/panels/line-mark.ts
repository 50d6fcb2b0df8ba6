/** How the line of a trial is told in words beside it. */
import { el } from '../dom';

/** The colour and the number of a line. */
export function lineMark(colour: string, number: number): HTMLElement {
  const mark = el(
    'span',
    { class: 'line-mark', 'aria-hidden': 'true' },
    el('span', { class: 'swatch' }),
    el('span', { class: 'number', 'data-number': String(number) }),
  );
  mark.style.setProperty('--swatch', colour);
  return mark;
}
