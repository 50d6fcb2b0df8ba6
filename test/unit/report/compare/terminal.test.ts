import { expect, test } from 'vitest';
import { compareTrials } from '../../../../src/core/compare/comparison';
import { terminalComparison } from '../../../../src/report/compare-terminal';
import {
  AS_BUILT,
  compared,
  foldOf,
  header,
  MB,
  measure,
  ONE_ARENA,
  PRELOAD,
} from '../../core/compare/support';

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
  expect(terminalComparison(comparison, { width: 80, colour: false, unicode: false })).toMatch(/^[\n -~]+$/);
});

test('what the service printed last stands in lines of its own, before what to do', () => {
  const reason = 'It exited with code 3. Its last lines:\nError: no settings\n  at line 3\n';
  const failed = compareTrials(
    foldOf(header([AS_BUILT]), [
      {
        kind: 'trial-failed',
        trial: AS_BUILT.id,
        repeat: 1,
        reason: reason.trimEnd(),
        remedy: 'Start it by hand.',
      },
      { kind: 'finished', reason: 'completed' },
    ]),
  );
  expect(terminalComparison(failed, { width: 80, colour: false, unicode: true })).toContain(
    'as built: failed. It exited with code 3. Its last lines:\n  Error: no settings\n    at line 3\nStart it by hand.\n',
  );
});
