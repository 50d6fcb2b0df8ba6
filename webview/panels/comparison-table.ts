/** The figures of a comparison, a trial a row, and what could not be measured. */
import type { Comparison } from '../../src/core/compare/comparison';
import { comparisonTable, isInWords, shapesIn } from '../../src/report/compare-table';
import { plainText } from '../../src/report/words';
import { type Child, el, prose } from '../dom';
import type { RunIdentity } from '../model/compared-run';
import type { Translate } from '../text';
import { lineMark } from './line-mark';

/** `identityOf` gives how the line of a trial is told, by the trial's id; `underWay`: what was not run yet will be. */
export function comparisonFigures(
  comparison: Comparison,
  underWay: boolean,
  identityOf: (trial: string) => RunIdentity | undefined,
  t: Translate,
): Child[] {
  const { header, rows, refused } = comparisonTable(comparison);
  const settled = underWay ? refused.filter(({ state }) => state !== 'not run') : refused;
  const measured = comparison.rows.filter(({ measures }) => measures.length > 0);
  const cell = (text: string, i: number, row: number): HTMLElement => {
    const shapes = shapesIn(header[i], text)?.map((shape) => el('span', { class: 'shape' }, shape));
    if (i > 0) return el('td', { class: classOf(header[i]) }, ...(shapes ?? figure(text)));
    const line = identityOf(measured[row]?.trial.id ?? '');
    return el('th', { scope: 'row', class: 'words' }, line && lineMark(line), text);
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
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                ...header.map((title) => el('th', { scope: 'col', class: classOf(title) }, t(title))),
              ),
            ),
            el(
              'tbody',
              {},
              ...rows.map(({ cells, best }, row) =>
                el('tr', { class: best ? 'best' : undefined }, ...cells.map((text, i) => cell(text, i, row))),
              ),
            ),
          ),
        ),
    ...(underWay ? [ahead(comparison, t)] : []),
    settled.length === 0
      ? undefined
      : el(
          'section',
          { class: 'panel' },
          el('h2', {}, t('Not measured')),
          el(
            'ul',
            { class: 'reasons' },
            ...settled.map(({ label, state, reason, remedy }) =>
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

/** A difference that is noise is said, and stays behind the figures that are none. */
function figure(text: string): Child[] {
  const [, value, noise] = /^(.*)(\(noise\))$/.exec(text) ?? [];
  return value === undefined ? [text] : [value, el('span', { class: 'noise' }, noise)];
}

const classOf = (title: string | undefined) => (isInWords(title) ? 'words' : undefined);

/** The trial under way, and those that come after it. */
function ahead({ rows }: Comparison, t: Translate): Child {
  const left = rows.filter(({ status: { state } }) => state === 'running' || state === 'waiting');
  if (left.length === 0) return undefined;
  return el(
    'section',
    { class: 'panel' },
    el('h2', {}, t('Still to be measured')),
    el(
      'ul',
      { class: 'reasons' },
      ...left.map(({ trial, status: { state } }) =>
        el(
          'li',
          {},
          el('strong', {}, plainText(trial.label)),
          state === 'running' ? `: ${t('under way')}` : `: ${t('waiting')}`,
        ),
      ),
    ),
  );
}
