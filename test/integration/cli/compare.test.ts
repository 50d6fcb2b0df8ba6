import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support';
import { runCli } from './run-cli';
import { tinyService } from './tiny-service';

const { folder, remove } = temporaryFolder();
afterAll(remove);

test('a comparison of which no trial could be measured exits 2, with the reasons printed', async () => {
  const cwd = tinyService(path.join(folder, 'tiny'));
  const env = { CARGO_TARGET_DIR: path.join(folder, 'target'), MODE: 'exits' };
  const { code, stdout, stderr } = await runCli(['compare', '--trials', 'as-built,arena-max-1'], {
    cwd,
    env,
  });
  expect(code).toBe(2);
  expect(stdout).toMatch(/Nothing to compare[\s\S]*as built: failed\. The service exited with code 3/);
  expect(stderr).toMatch(/stairstep: No trial could be measured\.\nWhy stands with each of them above/);
});
