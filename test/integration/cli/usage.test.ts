import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, SAMPLE } from '../support';
import { runCli } from './run-cli';

const cwd = tmpdir();
const COMMANDS = ['profile', 'attach', 'classify', 'compare', 'fix', 'report', 'runs', 'demo'];

describe('help', () => {
  test('names every command', async () => {
    const { code, stdout, stderr } = await runCli(['--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toContain(`stairstep ${command} `);
  });

  test.each(COMMANDS)('of %s names its options', async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`stairstep ${command}`);
    expect(stdout).toContain('--json');
  });

  test.each([
    ['help', 'runs'],
    ['runs', '-h'],
  ])('is also had by %s %s', async (...args) => {
    expect(await runCli(args, { cwd })).toEqual(await runCli(['runs', '--help'], { cwd }));
  });

  test('the fields of a plan are printed, as the remedy for a wrong one says', async () => {
    const { code, stdout } = await runCli(['profile', '--schema'], { cwd });
    const { properties } = JSON.parse(stdout);
    expect({ code, fields: Object.keys(properties) }).toMatchObject({
      code: 0,
      fields: expect.arrayContaining(['requests', 'connections', 'health', 'readyTimeout']),
    });
    const wrong = await runCli(['profile', '--plan', path.join(ROOT, 'package.json')], { cwd: SAMPLE });
    expect(wrong.stderr).toContain('`stairstep profile --schema`');
  });

  test('the version is that of the package', async () => {
    const { stdout } = await runCli(['--version'], { cwd });
    expect(stdout).toBe(`stairstep ${process.env.npm_package_version ?? '0.1.0'}\n`);
  });
});

describe('wrong use exits 2, prints no result and says what to do', () => {
  test.each([
    [['bisect'], 'There is no command "bisect"'],
    [['constructor'], 'There is no command "constructor"'],
    [[], 'stairstep profile'],
    [['profile', '--frobnicate'], '--frobnicate'],
    [['profile', '--manifest-path', ROOT], 'Name a Cargo.toml, or the folder that holds it'],
    [['fix', '--manifest-path', path.join(ROOT, 'package.json')], 'package.json is no Cargo.toml'],
    [['profile', '--manifest-path', path.join(ROOT, 'package.json')], 'package.json is no Cargo.toml'],
    [['profile', 'somewhere'], 'does not take "somewhere"'],
    [['profile', '--connections', '8,x'], '--connections takes a number'],
    [['profile', '--rest', '-1'], '--rest'],
    [['profile', '--env', 'NOVALUE'], '--env takes NAME=VALUE'],
    [['profile', '--burst', '1', '--burst-requests', '1'], 'not both'],
    [['profile', '--fail-on', 'stairs'], '--fail-on knows no shape "stairs"'],
    [['profile', '--max-retained', 'much'], '--max-retained takes a size'],
    [['profile', '--hz', '500'], 'stairstep: --hz: expected at most 50\n'],
    [['attach', '--port', '99999'], 'stairstep: --port: expected at most 65535\n'],
    [['attach'], 'takes one process'],
    [['attach', '1', '--connections', '8'], '--connections is of the load, and none is sent without --plan'],
    [['attach', '1', '--plan', 'a.json', '--seconds', '5'], 'With --plan the plan says how long it takes'],
    [['attach', '1', '--features', 'x'], '`stairstep attach` has no option --features.'],
    [['profile', '--connection', '8'], 'has no option --connection.\nDid you mean --connections? Run'],
    [['report', '--json=yes'], '--json takes no value.'],
    [['profil'], 'There is no command "profil".\nDid you mean `stairstep profile`? See'],
    [['help', 'bisect'], 'There is no command "bisect"'],
    [['attach', '0x'], 'PID takes the number of a process'],
    [['fix', 'jemalloc'], '`stairstep fix` does not take "jemalloc"'],
    [['fix', '--options'], '--options needs a value'],
    [['report', 'a', 'b'], 'takes one recording'],
    [['report', 'a', '--format', 'pdf'], 'no format "pdf"'],
    [['runs', 'dance'], 'does not know "dance"'],
    [['runs', 'rm'], 'Nothing was named'],
    [['runs', 'rename', 'a'], 'an id and a new one'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n').length).toBeGreaterThan(1);
    expect(stderr).not.toContain('fault in Stairstep');
  });
});
