import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support';
import { runCli } from './run-cli';
import { tinyService } from './tiny-service';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const TRIALS = ['compare', '--trials', 'as-built,arena-max-1,arena-max-2'];

test('where the reference never gets ready, nothing else is run, every output says so, and it exits 2', async () => {
  const cwd = tinyService(path.join(folder, 'tiny'));
  const env = { CARGO_TARGET_DIR: path.join(folder, 'target'), MODE: 'exits' };
  const { code, stdout, stderr } = await runCli(TRIALS, { cwd, env });
  expect(code).toBe(2);
  expect(stdout).toMatch(
    /Nothing to compare: as built could not be measured[\s\S]*as built: failed\. The service exited with code 3[\s\S]*glibc, one arena; glibc, two arenas: left out/,
  );
  expect(stderr).toMatch(/stairstep: Nothing was compared: as built could not be measured\.\nWhy, and what/);
  expect(stderr).toMatch(
    /glibc, one arena: left out\. It was not run.*\nglibc, two arenas: left out, for the same reason\.\n/,
  );
  const [, file = ''] = /^Comparison: (\.stairstep\/\S+\.memcompare)$/m.exec(stdout) ?? [];
  const as = async (format: string) => (await runCli(['compare', file, '--format', format], { cwd })).stdout;
  for (const format of ['md', 'html']) {
    const text = await as(format);
    expect(text).toContain('Nothing to compare: as built could not be measured');
    expect(text).toMatch(/glibc, one arena; glibc, two arenas: left out/);
  }
  expect(JSON.parse(await as('json'))).toMatchObject({
    outcome: 'undecided',
    text: expect.stringContaining('as built could not be measured'),
    trials: [{ state: 'failed' }, { state: 'skipped' }, { state: 'skipped' }],
  });
});
