import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeEvent } from '../../../src/core/run/codec';
import { sampleEvents } from '../../unit/report/sample-run';
import { temporaryFolder } from '../support';
import { runCli, startCli } from './run-cli';

const { folder: cwd, remove } = temporaryFolder();
const runs = path.join(cwd, '.stairstep/runs');
const LOG = sampleEvents().map(encodeEvent).join('');

beforeAll(() => {
  mkdirSync(runs, { recursive: true });
  mkdirSync(path.join(cwd, 'deep/inside'), { recursive: true });
  writeFileSync(path.join(runs, 'older.memprofile'), LOG.replace('2026-11-23T08:31', '2026-11-20T08:31'));
  writeFileSync(path.join(runs, 'newest.memprofile'), LOG);
  writeFileSync(path.join(cwd, 'cut.memprofile'), LOG.slice(0, LOG.length * 0.6));
  writeFileSync(path.join(cwd, 'header.memprofile'), LOG.slice(0, LOG.indexOf('\n') + 1));
  writeFileSync(path.join(cwd, 'empty.memprofile'), '');
  writeFileSync(path.join(cwd, 'binary.memprofile'), Buffer.from([0, 159, 146, 150, 10, 0]));
  writeFileSync(path.join(cwd, 'newer.memprofile'), '{"kind":"header","format":99}\n');
  writeFileSync(path.join(cwd, 'foreign.memprofile'), '{"version":"2.1.0","runs":[]}\n');
});
afterAll(remove);

describe('a report', () => {
  test.each([
    ['terminal', /▲3[\s\S]*stair-step \(97 % sure\)[\s\S]*Next: /],
    ['svg', /^<svg [\s\S]*\+126 MB kept, after burst 3 \(32 connections\)[\s\S]*<\/svg>\n$/],
    ['html', /^<!doctype html>[\s\S]*id="stairstep-log"/],
    ['csv', /^t,rss,[\s\S]*\n20\.05,\d+,,,,burst,3,32\n/],
    ['md', /^### sample-service: stair-step/],
    [
      'json',
      /^\{"run":"[^"]*newest\.memprofile","class":"stair-step","steps":\[\{"start":60,"end":100,"delta":60000000/,
    ],
  ])('as %s, on standard output', async (format, content) => {
    const { code, stdout, stderr } = await runCli(['report', '--format', format], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(content);
  });

  test('into a file, with nothing on standard output', async () => {
    const args = ['report', 'older', '--format', 'html', '-o', 'out.html'];
    const { code, stdout } = await runCli(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(path.join(cwd, 'out.html'), 'utf8')).toContain('</html>');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('into a file of the format that its name stands for', async () => {
    const { code, stderr } = await runCli(['report', 'older', '-o', 'by-name.svg'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Written: by-name.svg\n' });
    expect(readFileSync(path.join(cwd, 'by-name.svg'), 'utf8')).toMatch(/^<svg /);
    expect((await runCli(['report', 'older', '-o', 'chart.png'], { cwd })).code).toBe(2);
    expect(existsSync(path.join(cwd, 'chart.png'))).toBe(false);
  });

  test('of a comparison names the command that shows it', async () => {
    writeFileSync(path.join(cwd, 'some.memcompare'), '{}\n');
    const { code, stderr } = await runCli(['report', 'some.memcompare'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'stairstep: some.memcompare is a comparison, not a recording.\nShow it with `stairstep compare some.memcompare`.\n',
    });
  });

  test('a file that cannot be written is said, and nothing is left of it', async () => {
    const { code, stderr } = await runCli(['report', 'older', '-o', 'no/such/folder/out.txt'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `stairstep: ${cwd}/no/such/folder/out.txt cannot be written: there is no folder ${cwd}/no/such/folder.\nChoose another path.\n`,
    );
  });

  test('without UTF-8 it is plain ASCII', async () => {
    const { stdout } = await runCli(['report', 'older'], { cwd, env: { LC_ALL: 'C' } });
    expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
    expect(stdout).toContain('^3');
  });

  test('a budget that is broken exits 1', async () => {
    const { code, stdout, stderr } = await runCli(['report', '--json', '--max-retained', '200MB'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).retained).toBe(493e6);
    expect(stderr).toContain('493 MB stay resident, more than 200 MB');
    const within = await runCli(['report', '--json', '--max-retained', '1GB', '--fail-on', 'leak'], { cwd });
    expect(within).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(['report', 'classify'])(
    '%s: a budget on a recording without samples is refused',
    async (command) => {
      for (const budget of [
        ['--max-retained', '200MB'],
        ['--fail-on', 'leak,stair-step'],
      ]) {
        const { code, stdout, stderr } = await runCli([command, 'header.memprofile', ...budget], { cwd });
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(/header\.memprofile has no samples[\s\S]*\nRecord it again/);
      }
      expect((await runCli([command, 'header.memprofile', '--json'], { cwd })).code).toBe(0);
    },
  );

  test('a budget on a recording that was cut off says that it judges a part', async () => {
    const args = ['report', 'cut.memprofile', '--json', '--max-retained'];
    const within = await runCli([...args, '1GB'], { cwd });
    expect(within).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/cut\.memprofile .*cut off.*judges what is there/),
    });
    expect((await runCli([...args, '1MB'], { cwd })).code).toBe(1);
    expect((await runCli(['report', 'cut.memprofile', '--json'], { cwd })).stderr).toBe('');
  });

  test('a recording that was cut off is classified by what it has', async () => {
    const json = JSON.parse((await runCli(['report', 'cut.memprofile', '--json'], { cwd })).stdout);
    expect(json.ended).toBe(null);
    expect(['stair-step', 'inconclusive']).toContain(json.class);
    expect(json.reasons.length).toBeGreaterThan(0);
    const { stdout } = await runCli(['report', 'cut.memprofile'], { cwd });
    expect(stdout).toContain('The recording has no end');
  });

  test('a reader that leaves early is no error', async () => {
    const child = startCli(['report', '--format', 'csv'], { cwd });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code, signal] = await once(child, 'exit');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  });

  test.each([
    ['empty.memprofile', 'it is empty'],
    ['binary.memprofile', 'not a recording'],
    ['newer.memprofile', 'format 99'],
    ['foreign.memprofile', 'not the header of a run'],
    ['missing', 'no such file'],
    ['.stairstep', 'it is a folder'],
  ])('%s is refused', async (file, message) => {
    const { code, stdout, stderr } = await runCli(['report', file], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('the recordings of a workspace', () => {
  test('are listed newest first, from any folder in it', async () => {
    const { code, stdout } = await runCli(['runs'], { cwd: path.join(cwd, 'deep/inside') });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^id .*\nnewest .*sample-service .*stair-step +493 MB\nolder .*2026-11-20 08:31 UTC/,
    );
  });

  test('as JSON, with those that cannot be read named', async () => {
    const damaged = path.join(runs, 'damaged.memprofile');
    writeFileSync(damaged, 'nothing');
    const { stdout, stderr } = await runCli(['runs', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'newest', class: 'stair-step', retained: 493e6, service: 'sample-service', ended: 'completed' },
      { id: 'older' },
    ]);
    expect(stderr).toContain('damaged.memprofile is not a recording');
    expect((await runCli(['runs', 'rm', 'damaged'], { cwd })).code).toBe(0);
    expect(existsSync(damaged)).toBe(false);
  });

  test('with why one cannot be read, deleted or renamed', async () => {
    writeFileSync(path.join(runs, 'newer.memprofile'), '{"kind":"header","format":99}\n');
    mkdirSync(path.join(runs, 'folder.memprofile'));
    const { stderr } = await runCli(['runs'], { cwd });
    expect(stderr).toMatch(/newer\.memprofile is not .*: This run was written in format 99/);
    expect(stderr).toMatch(/folder\.memprofile is not .*: it is a folder/);
    const removed = await runCli(['runs', 'rm', 'folder'], { cwd });
    expect(removed.code).toBe(2);
    expect(removed.stderr).toMatch(/^stairstep: folder cannot be deleted: .*\nCheck that it is a file/);
    const renamed = await runCli(['runs', 'rename', 'newer', 'ä'.repeat(199)], { cwd });
    expect(renamed.stderr).toMatch(/^stairstep: newer cannot be renamed: name too long\.\nCheck /);
    rmSync(path.join(runs, 'folder.memprofile'), { recursive: true });
    rmSync(path.join(runs, 'newer.memprofile'));
  });

  test('up to five of them are named where an id is mistyped', async () => {
    const { code, stdout, stderr } = await runCli(['report', 'nosuch'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /nosuch cannot be read: .*\nRecordings here, newest first: newest, older\. See them all/,
    );
    const extra = ['1', '2', '3', '4'].map((id) => path.join(runs, `${id}.memprofile`));
    for (const file of extra) writeFileSync(file, LOG.replace('2026-11-23T08:31', '2026-11-01T08:31'));
    const many = (await runCli(['report', 'nosuch'], { cwd })).stderr;
    for (const file of extra) rmSync(file);
    expect(/newest first: ([^.]*)\./.exec(many)?.[1]?.split(', ')).toHaveLength(5);
  });

  test('are renamed and deleted, all or none', async () => {
    writeFileSync(path.join(runs, 'one.memprofile'), LOG);
    expect((await runCli(['runs', 'rename', 'one', 'two words'], { cwd })).code).toBe(0);
    expect((await runCli(['runs', 'rename', 'two words', 'older'], { cwd })).stderr).toContain('already');
    expect((await runCli(['runs', 'rm', 'two words', 'missing'], { cwd })).code).toBe(2);
    expect(existsSync(path.join(runs, 'two words.memprofile'))).toBe(true);
    expect((await runCli(['runs', 'rm', 'two words'], { cwd })).code).toBe(0);
    expect(existsSync(path.join(runs, 'two words.memprofile'))).toBe(false);
  });

  test.each(['../../cut', '/etc/passwd', '.hidden', ''])('an id leads nowhere else: %j', async (id) => {
    const { code, stderr } = await runCli(['runs', 'rm', id], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('no id of a recording');
    expect(existsSync(path.join(cwd, 'cut.memprofile'))).toBe(true);
  });

  test('there may be none', async () => {
    const { folder, remove: removeEmpty } = temporaryFolder();
    expect(await runCli(['runs', '--json'], { cwd: folder })).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await runCli(['report'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no recording yet'),
    });
    removeEmpty();
  });
});
