import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isAlive, startProgram, temporaryFolder } from '../support';
import { finished, runCli, said, startCli } from './run-cli';

const { folder: cwd, remove } = temporaryFolder();
afterAll(remove);

const PROGRAM = 'console.log("up"); setInterval(() => {}, 1000)';

test('a process is recorded for a while and left running', async () => {
  const program = await startProgram(process.execPath, ['-e', PROGRAM], process.env);
  const args = ['attach', `${program.pid}`, '--seconds', '1', '--json'];
  const { code, stdout, stderr } = await runCli(args, { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^Recording it; it is left running\n +[\d.]+ m?s · RSS [^·]+ · peak [^·]+\nThe recording ends\n$/,
  );
  expect(JSON.parse(stdout)).toMatchObject({ ended: 'completed', load: null, class: expect.any(String) });
  expect(isAlive(program.pid ?? 0)).toBe(true);
  program.kill();
});

test('a process whose binary was replaced has a name and an allocator', async () => {
  const binary = path.join(cwd, 'older');
  copyFileSync('/bin/sleep', binary);
  const program = spawn(binary, ['1000']);
  await once(program, 'spawn');
  rmSync(binary);
  const { stdout } = await runCli(['attach', `${program.pid}`, '--seconds', '0.5', '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    run: expect.stringMatching(/-older\.memprofile$/),
    service: 'older',
    allocator: 'system',
  });
  program.kill();
});

test.each([
  { args: [], exit: 0 },
  { args: ['--max-retained', '1kB'], exit: 1 },
  { args: ['--seconds', '60'], exit: 130 },
])('Ctrl-C ends the recording, not the process: %j', async ({ args, exit }) => {
  const program = await startProgram(process.execPath, ['-e', PROGRAM], process.env);
  const child = startCli(['attach', `${program.pid}`, ...args], { cwd });
  const done = finished(child);
  await said(child, 'stderr', /RSS/);
  child.kill('SIGINT');
  const { code, stdout } = await done;
  expect(code).toBe(exit);
  expect(stdout).toContain('Recording: ');
  expect(isAlive(program.pid ?? 0)).toBe(true);
  program.kill();
});

test('a process that ends is recorded to its end', async () => {
  const program = await startProgram(process.execPath, ['-e', PROGRAM], process.env);
  const child = startCli(['attach', `${program.pid}`, '--json'], { cwd });
  const done = finished(child);
  await said(child, 'stderr', /RSS/);
  program.kill();
  const { code, stdout } = await done;
  expect(code).toBe(0);
  expect(JSON.parse(stdout).ended).toBe('service-exited');
});

test('a process that is not there is refused', async () => {
  const { code, stdout, stderr } = await runCli(['attach', '4194304'], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('no process 4194304');
});
