import { expect, test } from 'vitest';
import { terminalComparison } from '../../../../src/report/compare-terminal';
import { AS_BUILT, compared, MB, measure, ONE_ARENA, PRELOAD } from '../../core/compare/support';

const comparison = compared(
  [AS_BUILT, measure(953 * MB, { profile: 'stair-step' })],
  [ONE_ARENA, measure(940 * MB, { profile: 'inconclusive', rps: 30.4 })],
  [PRELOAD, measure(472 * MB, { profile: 'flat', rps: 160 })],
);

test('columns of words stand at their left, those of figures at their right', () => {
  const lines = terminalComparison(comparison, { width: 120, colour: false, unicode: true }).split('\n');
  const [header = '', ...rows] = lines.slice(2, 6);
  const left = header.indexOf('Shape');
  const right = header.indexOf('Retained') + 'Retained'.length;
  expect(rows.map((row) => row.slice(left).split(' ')[0])).toEqual(['flat', 'inconclusive', 'stair-step']);
  for (const row of rows) expect(row.slice(0, right)).toMatch(/ {2}\d+ MB( \(.*\))?$/);
});

test('without UTF-8 it is plain ASCII', () => {
  expect(terminalComparison(comparison, { width: 80, colour: false, unicode: false })).toMatch(
    /^[\n -~]+$/,
  );
});
