import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { runRuns, runsTable } from '../../../src/cli/runs';
import { encodeEvent } from '../../../src/core/run/codec';
import type { RunEntry } from '../../../src/engine/record/runs';
import { sampleEvents, sampleRun } from '../report/sample-run';

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

test('JSON names the options of an allocator, as the table does', async () => {
  const options = { MALLOC_ARENA_MAX: '1' };
  const events = sampleEvents().map((event) =>
    event.kind === 'header' ? { ...event, allocator: { ...event.allocator, options } } : event,
  );
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'stairstep-test-'));
  const folder = path.join(cwd, '.stairstep/runs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'a.memprofile'), events.map(encodeEvent).join(''));
  let out = '';
  const stdout = {
    write: (text: string) => {
      out += text;
    },
  };
  const stderr = { write: () => {} };
  const print = (...argv: string[]) =>
    runRuns(argv, { stdin: Readable.from([]), stdout, stderr, cwd, env: {} });
  await print('--json');
  const label = 'system (glibc 2.36), MALLOC_ARENA_MAX=1';
  expect(JSON.parse(out)).toMatchObject([
    { allocator: 'system', allocator_label: label, allocator_options: options },
  ]);
  await print();
  expect(out).toContain(` ${label} `);
  rmSync(cwd, { recursive: true });
});
