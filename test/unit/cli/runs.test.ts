import { expect, test } from 'vitest';
import { runsTable } from '../../../src/cli/runs';
import type { RunEntry } from '../../../src/engine/record/runs';
import { sampleRun } from '../report/sample-run';

const { header, verdict } = sampleRun();
if (!header || !verdict) throw new Error('the sample run has a header and a verdict');
const run: RunEntry = { id: '2026-11-28T08-14-07-sample-service', file: '/r.memprofile', header, verdict };
const trial = { comparison: 'c', id: 'arena-max-1', label: 'glibc, one arena', repeat: 1 };

test('a narrow terminal gets what an id does not say', () => {
  const [titles = '', row = ''] = runsTable([run], 80);
  expect(titles).toMatch(/^id +allocator +profile +retained$/);
  expect(row.length).toBeLessThanOrEqual(80);
  expect(row).toContain('stair-step');
});

test('elsewhere no column is left out, and trials are told apart', () => {
  const [titles = '', row = ''] = runsTable([{ ...run, header: { ...header, trial } }]);
  expect(titles).toMatch(/^id +date +service +allocator +profile +retained$/);
  expect(row).toContain('glibc, one arena');
});
