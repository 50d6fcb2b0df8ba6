import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, takenPort, temporaryFolder } from '../support';
import { type CliResult, finished, runCli, said, startCli } from './run-cli';
import { tinyService } from './tiny-service';

const { folder, remove } = temporaryFolder();
const cwd = path.join(folder, 'tiny');
const env = { CARGO_TARGET_DIR: path.join(folder, 'target') };
const SHORT = [
  '--connections',
  '2,4,4',
  '--burst',
  '0.4',
  '--baseline',
  '0.3',
  '--rest',
  '0.3',
  '--tail',
  '0.5',
];

beforeAll(async () => {
  tinyService(cwd);
  await runCli(['profile', '--json', ...SHORT], { cwd, env });
});
afterAll(remove);

/** Of the recording that a run left: the process that was measured. */
function servicePid(run: string): number {
  const [header = ''] = readFileSync(run, 'utf8').split('\n', 1);
  return JSON.parse(header).service.pid;
}

describe('a whole run', () => {
  let result: CliResult;
  beforeAll(async () => {
    result = await runCli(['profile', '--json', ...SHORT], { cwd, env });
  });

  test('prints its result as one line of JSON', () => {
    expect(result.code).toBe(0);
    expect(result.stdout.trimEnd()).not.toContain('\n');
    const json = JSON.parse(result.stdout);
    expect(json).toMatchObject({
      run: expect.stringMatching(/\.stairstep\/runs\/.*-tiny\.memprofile$/),
      class: expect.stringMatching(/^(stair-step|leak|ragged|flat|inconclusive)$/),
      steps: expect.any(Array),
      confidence: expect.any(Number),
      reasons: expect.arrayContaining([expect.any(String)]),
      baseline: expect.any(Number),
      peak: expect.any(Number),
      retained: expect.any(Number),
      load: {
        requests: expect.any(Number),
        errors: 0,
        rps: expect.any(Number),
        p50_ms: expect.any(Number),
        p99_ms: expect.any(Number),
      },
      service: 'tiny',
      allocator: 'system',
      ended: 'completed',
    });
    expect(json.load.requests).toBeGreaterThan(5);
    expect(json.load.p50_ms).toBeGreaterThan(4);
    expect(json.peak).toBeGreaterThanOrEqual(json.baseline);
  });

  test('says how it goes on standard error, in plain lines', () => {
    expect(result.stderr).toContain('Building the service\n');
    expect(result.stderr).toMatch(/^note: The load goes to 127\.0\.0\.1:\d+\.$/m);
    expect(result.stderr).toMatch(/(burst \d of 3|tail).* · RSS [\d.]+ [kM]B · peak/);
  });

  test('leaves a recording that reports say the same of, and no process', async () => {
    const { run, class: profile, retained } = JSON.parse(result.stdout);
    expect(isAlive(servicePid(run))).toBe(false);
    const report = await runCli(['report', run, '--json'], { cwd });
    expect(JSON.parse(report.stdout)).toMatchObject({ run, class: profile, retained });
    expect((await runCli(['runs'], { cwd })).stdout).toContain(path.basename(run, '.memprofile'));
  });
});

test('without --json it prints chart, verdict and the recording; a broken budget exits 1', async () => {
  const { code, stdout, stderr } = await runCli(['profile', ...SHORT, '--max-retained', '1kB'], { cwd, env });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /┤[\s\S]*load[\s\S]*inconclusive: this run[\s\S]*Next: [\s\S]*Recording: \.stairstep\/runs\//,
  );
  expect(stderr).toContain('more than 1 kB');
});

test('goes on to its result where nobody reads how it goes any more, as behind `2>&1 | head`', async () => {
  const child = startCli(['profile', '--json', ...SHORT], { cwd, env });
  const done = finished(child);
  child.stderr.once('data', () => child.stderr.destroy());
  const { code, stdout } = await done;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ended: 'completed' });
});

test('is not deleted or renamed while it is recorded', async () => {
  const child = startCli(['profile', '--json', '--connections', '2', '--burst', '60', '--baseline', '0.2'], {
    cwd,
    env,
  });
  const done = finished(child);
  await said(child, 'stderr', /burst 1/);
  const [newest] = JSON.parse((await runCli(['runs', '--json'], { cwd })).stdout);
  for (const args of [
    ['rm', newest.id],
    ['rename', newest.id, 'other'],
  ]) {
    const { code, stderr } = await runCli(['runs', ...args], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is being recorded') });
  }
  child.kill('SIGINT');
  expect(JSON.parse((await done).stdout).run).toContain(newest.id);
  expect((await runCli(['runs', 'rm', newest.id], { cwd })).code).toBe(0);
});

describe('Ctrl-C', () => {
  const LONG = ['profile', '--json', '--connections', '2', '--burst', '60', '--baseline', '0.2'];

  test('once ends the run with all it has', async () => {
    const child = startCli(LONG, { cwd, env });
    const done = finished(child);
    await said(child, 'stderr', /burst 1/);
    child.kill('SIGINT');
    const { code, stdout } = await done;
    expect(code).toBe(130);
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({ ended: 'interrupted', class: expect.any(String) });
    expect(json.samples).toBeGreaterThan(1);
    expect(isAlive(servicePid(json.run))).toBe(false);
  });

  test('is told once in the report', async () => {
    const child = startCli(
      LONG.filter((arg) => arg !== '--json'),
      { cwd, env },
    );
    const done = finished(child);
    await said(child, 'stderr', /burst 1/);
    child.kill('SIGINT');
    const { stdout } = await done;
    expect(stdout.replace(/\s+/g, ' ').match(/interrupted|was stopped/g)).toEqual(['interrupted']);
  });

  test('while it builds ends the build, and leaves nothing', async () => {
    const home = tinyService(path.join(folder, 'cancelled'));
    const child = startCli(['profile', '--json'], { cwd: home, env });
    const done = finished(child);
    await said(child, 'stderr', /Building/);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await done;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('cancelled');
    expect(existsSync(path.join(home, '.stairstep/runs'))).toBe(false);
  });

  test('while only the end of the service is waited for, once ends that, and the report stands', async () => {
    const short = [
      '--connections',
      '2',
      '--burst',
      '0.3',
      '--baseline',
      '0.2',
      '--rest',
      '0.1',
      '--tail',
      '0.1',
    ];
    const child = startCli(['profile', '--json', ...short, '--env', 'MODE=lingers'], { cwd, env });
    const done = finished(child);
    await said(child, 'stderr', /has 30 s/);
    child.kill('SIGINT');
    const { code, stdout } = await done;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ended: 'completed' });
    expect(isAlive(servicePid(JSON.parse(stdout).run))).toBe(false);
  });

  test('twice ends it at once, and still leaves no process', async () => {
    const child = startCli(LONG, { cwd, env });
    const done = finished(child);
    await said(child, 'stderr', /burst 1/);
    child.kill('SIGINT');
    child.kill('SIGINT');
    const { code, stdout } = await done;
    expect(code).toBe(130);
    expect(isAlive(servicePid(JSON.parse(stdout).run))).toBe(false);
  });
});

describe('what cannot be profiled exits 2, says why and what to do, and leaves no recording', () => {
  const nothing = path.join(folder, 'nothing');
  const noCargo = { PATH: nothing, HOME: nothing, CARGO_HOME: nothing, CARGO: '' };
  const cases: {
    what: string;
    files?: Record<string, string | object>;
    args?: string[];
    env?: NodeJS.ProcessEnv;
    says: RegExp;
    builds?: boolean;
  }[] = [
    { what: 'no cargo', env: noCargo, says: /no cargo[\s\S]*rustup/ },
    { what: 'no Cargo.toml', args: ['--manifest-path', 'gone/Cargo.toml'], says: /gone\/Cargo\.toml/ },
    { what: 'an unknown binary', args: ['--bin', 'nope'], says: /"nope"[\s\S]*tiny/ },
    { what: 'an unknown feature', args: ['--features', 'nope'], says: /"nope"[\s\S]*extra/ },
    {
      what: 'a build that fails',
      files: { 'src/main.rs': 'fn main() { nope() }' },
      says: /^[\n -~]*tiny does not build:\nerror\[E0425\]((?!E0425)[\n -~])*\nMend what the compiler says[\n -~]*$/,
      builds: true,
    },
    { what: 'a plan that is no JSON', files: { 'stairstep.json': '{"rest": 1' }, says: /stairstep\.json:1/ },
    {
      what: 'an unknown field',
      files: { 'stairstep.json': { conections: [1] } },
      says: /conections[\s\S]*connections/,
    },
    { what: 'a negative number', files: { 'stairstep.json': { tail: -1 } }, says: /tail/ },
    { what: 'an absurd number', files: { 'stairstep.json': { connections: [1e9] } }, says: /connections/ },
    {
      what: 'a body file that is missing',
      files: { 'stairstep.json': { requests: [{ method: 'POST', body: { file: 'gone.json' } }] } },
      says: /gone\.json/,
    },
    {
      what: 'a service that exits at once',
      args: ['--env', 'MODE=exits'],
      says: /exit[\s\S]*there is no settings\.toml/,
      builds: true,
    },
    {
      what: 'a service that never listens',
      files: { 'stairstep.json': { readyTimeout: 1 } },
      args: ['--env', 'MODE=silent'],
      says: /listen[\s\S]*waiting for a database/,
      builds: true,
    },
  ];

  test.each(cases)('$what', async ({ what, files, args = [], env: more, says, builds = false }) => {
    const home = tinyService(path.join(folder, what.replaceAll(' ', '-')), files);
    const { code, stdout, stderr } = await runCli(['profile', '--json', ...args], {
      cwd: home,
      env: { ...env, ...more },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('fault in Stairstep');
    expect(stderr.includes('Building the service')).toBe(builds);
    const runs = path.join(home, '.stairstep/runs');
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
  });

  test('a port that another process has, named', async () => {
    const { port, close } = await takenPort();
    const { code, stderr } = await runCli(['profile', '--port', `${port}`, ...SHORT], { cwd, env });
    close();
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`Port ${port} is taken by .*node`));
  });

  test('a port that another process has, found in what a panicking service had', async () => {
    const { port, close } = await takenPort();
    const { code, stdout, stderr } = await runCli(['profile', ...SHORT], {
      cwd,
      env: { ...env, PORT: `${port}`, RUST_BACKTRACE: '1' },
    });
    close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `cannot listen: port ${port} is taken by .*pid ${process.pid}[\\s\\S]*\nStop that process, or`,
      ),
    );
  });
});

describe('a run that goes wrong exits 2, and what was recorded stands', () => {
  test('the service crashes in mid load', async () => {
    const { code, stdout, stderr } = await runCli(['profile', '--json', '--env', 'MODE=crashes', ...SHORT], {
      cwd,
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^stairstep: The service was ended by SIGABRT \(signal 6\) during the run\. It printed nothing\.$/m,
    );
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      ended: 'service-exited',
      reasons: expect.arrayContaining([expect.any(String)]),
    });
    expect(existsSync(json.run)).toBe(true);
  });

  test('the service panics: its last words are told, and not only the end of their backtrace', async () => {
    const { code, stderr } = await runCli(['profile', '--json', '--env', 'MODE=panics', ...SHORT], {
      cwd,
      env: { ...env, RUST_BACKTRACE: 'full' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Its last lines:\n {2}thread .* panicked at src\/main\.rs:[\d:]+\n {2}the pool is empty\n/,
    );
  });

  test('it answers nothing: what it printed of that is told', async () => {
    const { code, stderr } = await runCli(['profile', '--json', '--env', 'MODE=trips', ...SHORT], {
      cwd,
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /stairstep: None of the .*succeeded \(closed\)[^\n]* The service's last lines:\n[\s\S]*\n {2}no such table: orders\n/,
    );
  });

  test('it answers only errors: that is said after the first burst, and it is not called healthy', async () => {
    const { code, stdout, stderr } = await runCli(['profile', '--json', '--env', 'MODE=fails', ...SHORT], {
      cwd,
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^stairstep: None of the [\d,]+ requests of the first burst succeeded \(500\): GET \/\. Write stairstep\.json/m,
    );
    expect(stderr).not.toContain('rest after burst');
    const json = JSON.parse(stdout);
    expect(json.ended).toBe('failed');
    expect(existsSync(json.run)).toBe(true);
    expect(json.class).toBe('inconclusive');
    expect(json.load.errors).toBe(json.load.requests);
  });
});
