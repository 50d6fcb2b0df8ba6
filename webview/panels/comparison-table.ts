/** The figures of a comparison, a trial a row, and what could not be measured. */
import type { Comparison } from '../../src/core/compare/comparison';
import { comparisonTable } from '../../src/report/compare-table';
import { plainText } from '../../src/report/words';
import { type Child, el, prose } from '../dom';
import type { Translate } from '../text';

/** `colourOf` gives the colour of a trial's line, by its id. */
export function comparisonFigures(
  comparison: Comparison,
  colourOf: (trial: string) => string | undefined,
  t: Translate,
): Child[] {
  const { header, rows, refused } = comparisonTable(comparison);
  const measured = comparison.rows.filter(({ measures }) => measures.length > 0);
  const cell = (text: string, i: number, row: number): HTMLElement => {
    if (i > 0) return el('td', {}, text);
    const colour = colourOf(measured[row]?.trial.id ?? '');
    const swatch = el('span', { class: 'swatch' });
    if (colour !== undefined) swatch.style.setProperty('--swatch', colour);
    return el('th', { scope: 'row' }, swatch, text);
  };
  return [
    rows.length === 0
      ? undefined
      : el(
          'div',
          { class: 'scroll' },
          el(
            'table',
            { class: 'comparison' },
            el('thead', {}, el('tr', {}, ...header.map((title) => el('th', { scope: 'col' }, t(title))))),
            el(
              'tbody',
              {},
              ...rows.map(({ cells, best }, row) =>
                el('tr', { class: best ? 'best' : undefined }, ...cells.map((text, i) => cell(text, i, row))),
              ),
            ),
          ),
        ),
    refused.length === 0
      ? undefined
      : el(
          'section',
          { class: 'panel' },
          el('h2', {}, t('Not measured')),
          el(
            'ul',
            { class: 'reasons' },
            ...refused.map(({ label, state, reason, remedy }) =>
              el(
                'li',
                {},
                el('strong', {}, label),
                ` (${t(state)}): `,
                ...prose(plainText(`${reason} ${remedy}`)),
              ),
            ),
          ),
        ),
    ...comparison.notes.map((note) => el('p', {}, plainText(note))),
    ...(comparison.noise === undefined ? [] : [el('p', { class: 'quiet' }, plainText(comparison.noise))]),
  ];
}
