import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeEvent } from '../../../src/core/run/codec';
import { csvLines } from '../../../src/report/csv';
import { sampleEvents, sampleRun } from '../../unit/report/sample-run';
import { temporaryFolder } from '../support';
import { runCli } from './run-cli';

const { folder: cwd, remove } = temporaryFolder();
const { t, rss } = sampleRun().samples;
const LOAD = sampleRun().phases.flatMap(({ phase, from, to }) => (phase === 'burst' ? [[from, to]] : []));
const STAIRS = JSON.stringify({ t: [...t], y: [...rss], load: LOAD });
const FLAT = JSON.stringify({ t: [...t], y: Array.from(t, () => 12e6), load: LOAD });

beforeAll(() => {
  writeFileSync(path.join(cwd, 'stairs.json'), STAIRS);
  writeFileSync(path.join(cwd, 'stairs.csv'), [...csvLines(sampleRun())].join(''));
  writeFileSync(path.join(cwd, 'stairs.memprofile'), sampleEvents().map(encodeEvent).join(''));
  writeFileSync(path.join(cwd, 'binary'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]));
  writeFileSync(path.join(cwd, 'empty'), '');
  writeFileSync(path.join(cwd, 'newer.memprofile'), '{"kind":"header","format":99}\n');
});
afterAll(remove);

describe('one series', () => {
  test.each(['stairs.json', 'stairs.csv', 'stairs.memprofile'])('%s', async (file) => {
    const { code, stdout, stderr } = await runCli(['classify', file], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      class: 'stair-step',
      reasons: expect.arrayContaining([expect.any(String)]),
    });
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(answer.confidence).toBeLessThanOrEqual(1);
    expect(answer.steps.length).toBeGreaterThan(2);
    for (const { start, end, delta } of answer.steps) {
      expect(t[end]).toBeGreaterThan(t[start] ?? Number.NaN);
      expect(delta).toBeGreaterThan(1e6);
    }
  });

  test.each([[[]], [['-']]])('from standard input: %j', async (args) => {
    const { code, stdout } = await runCli(['classify', ...args], { cwd, input: FLAT });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ class: 'flat', steps: [] });
  });

  test('a budget that is broken exits 1 with the answer still printed', async () => {
    const args = ['classify', 'stairs.json', '--fail-on', 'leak,stair-step', '--max-retained', '200MB'];
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).class).toBe('stair-step');
    expect(stderr).toContain('the profile is stair-step');
    expect(stderr).toContain('more than 200 MB');
  });
});

describe('many series, one a line', () => {
  test('are answered in order by one process', async () => {
    const input = `${[STAIRS, FLAT, STAIRS, FLAT].join('\n')}\n`;
    const { code, stdout } = await runCli(['classify', '--ndjson'], { cwd, input });
    expect(code).toBe(0);
    const answers = stdout.trimEnd().split('\n');
    expect(answers.map((line) => JSON.parse(line).class)).toEqual([
      'stair-step',
      'flat',
      'stair-step',
      'flat',
    ]);
  });

  test('a line that is no series is answered by its error, and the others by their verdict', async () => {
    const input = `{"t":[1,2],"y":[1]}\n${FLAT}\nnonsense\n`;
    const { code, stdout, stderr } = await runCli(['classify', '--ndjson', '-'], { cwd, input });
    expect(code).toBe(2);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(3);
    expect(answers[0].error).toContain('"t" has 2 values and "y" has 1');
    expect(answers[1].class).toBe('flat');
    expect(answers[2].error).toEqual(expect.any(String));
    expect(stderr).toContain('2 lines have no verdict');
  });

  test('a budget is held to each line, and each that breaks it is named', async () => {
    const args = ['classify', '--ndjson', '--fail-on', 'stair-step', '--max-retained', '200MB'];
    const input = `${FLAT}\n${STAIRS}\n`;
    const { code, stdout, stderr } = await runCli(args, { cwd, input });
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toContain('over budget: Line 2: the profile is stair-step (--fail-on)\n');
    expect(stderr).toContain('over budget: Line 2: 493 MB stay resident, more than 200 MB');
    expect(stderr).not.toContain('Line 1');
    expect(await runCli(args, { cwd, input: `${FLAT}\n` })).toMatchObject({ code: 0, stderr: '' });
  });

  test('a budget has nothing to judge in a line without samples, which outweighs one that breaks it', async () => {
    const args = ['classify', '--ndjson', '--fail-on', 'stair-step'];
    const { code, stdout, stderr } = await runCli(args, { cwd, input: `{"t":[],"y":[]}\n${STAIRS}\n` });
    expect(code).toBe(2);
    expect(JSON.parse(stdout.split('\n')[0] ?? '').error).toBe(
      'Line 1 has no samples: a budget has nothing to judge.',
    );
    expect(stderr).toMatch(/Line 2: the profile is stair-step[\s\S]*1 line has no verdict/);
  });
});

describe('what is no series exits 2 and says what would be one', () => {
  test.each([
    ['binary', 'binary'],
    ['empty', 'empty'],
    ['newer.memprofile', 'format 99'],
    ['missing.json', 'no such file'],
    ['.', 'folder'],
  ])('%s', async (file, message) => {
    const { code, stdout, stderr } = await runCli(['classify', file], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.each([
    '{"t":[0,1',
    '{"t":[0,1],"y":[1,-1]}',
    '{"t":[1,0],"y":[1,1]}',
    '{"t":[1,1],"y":[1,1]}',
    '{"t":[0,"1"],"y":[1,1]}',
    '{"t":[0,1],"y":[1,1],"load":[[1,0]]}',
    '[1,2,3]',
    'when,how\n1,2\n',
    't,rss\n1,\n',
  ])('%j', async (input) => {
    const { code, stdout, stderr } = await runCli(['classify'], { cwd, input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('fault in Stairstep');
    expect(stderr.trimEnd().split('\n').length).toBeGreaterThan(1);
  });
});
