import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support';
import { runCli } from './run-cli';

const { folder: cwd, remove } = temporaryFolder();
afterAll(remove);

// a real allocator under a real load: on a busy machine one run may leave open what the next one shows
test('the demo shows the stair-step of the sample service, and names its recording and its report', {
  retry: 2,
}, async () => {
  const { code, stdout, stderr } = await runCli(['demo'], { cwd });
  expect(stdout).toMatch(/┤[\s\S]*▲1[\s\S]*stair-step \(\d+ % sure\)[\s\S]*\n {2}- [\s\S]*Next: /);
  expect(stdout).toMatch(/requests [\d,]+ [\s\S]*failed 0\b/);
  expect(stderr).toMatch(/burst 7 of 7, 64 connections/);
  expect(code).toBe(0);
  const [, recording = ''] = /^Recording: (.*\.memprofile)$/m.exec(stdout) ?? [];
  const [, report = ''] = /^Report: +(.*\.html)$/m.exec(stdout) ?? [];
  expect(readFileSync(path.join(cwd, recording), 'utf8')).toContain('"kind":"end"');
  expect(readFileSync(path.join(cwd, report), 'utf8')).toContain('id="stairstep-log"');
});
