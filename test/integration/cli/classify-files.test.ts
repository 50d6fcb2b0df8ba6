/** Files as the field has them: zipped, in another encoding, of several processes, too large, not ours. */
import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeEvent } from '../../../src/core/run/codec';
import { sampleEvents, sampleRun } from '../../unit/report/sample-run';
import { temporaryFolder } from '../support';
import { runCli } from './run-cli';

const { folder: cwd, remove } = temporaryFolder();
const { t, rss } = sampleRun().samples;
const START = 1_795_687_200;
const moments = Array.from(t, (time, i) => ({ time: START + time, bytes: rss[i] ?? 0 }));
const csv = ['time,rss_bytes', ...moments.map(({ time, bytes }) => `${time},${bytes}`), ''].join('\n');
const matrix = {
  metric: { __name__: 'process_resident_memory_bytes', job: 'svc' },
  values: moments.map(({ time, bytes }) => [time, `${bytes}`]),
};
const prometheus = (...result: object[]) =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
const pidstat = moments.map(
  ({ time, bytes }) => `${time} 1000 4711 120.00 0.00 912344 ${bytes / 1024} 1.03 svc`,
);
const steep = (name: string) => ({ ...matrix, metric: { ...matrix.metric, job: name } });
const write = (name: string, content: string | Buffer) => writeFileSync(path.join(cwd, name), content);

beforeAll(() => {
  write('seconds.csv', csv);
  write('zipped.csv.gz', gzipSync(csv));
  write('zipped.memprofile.gz', gzipSync(sampleEvents().map(encodeEvent).join('')));
  write('powershell.csv', Buffer.from(`\ufeff${csv.replaceAll('\n', '\r\n')}`, 'utf16le'));
  write('holes.csv', Buffer.from(`${'\0'.repeat(4096)}${csv}${'\0'.repeat(100)}`));
  write('query_range.json', prometheus(matrix));
  write('pidstat.txt', `# Time UID PID minflt/s majflt/s VSZ RSS %MEM Command\n${pidstat.join('\n')}\n`);
  write('two.json', prometheus(steep('api\u001b[2J'), steep('web')));
  write('cut.csv.gz', gzipSync(csv).subarray(0, -500));
  write('huge.csv', 't,rss\n');
  // a hole: it takes no room on the disk
  truncateSync(path.join(cwd, 'huge.csv'), 600e6);
  write('escape.csv', 't,rss\n0,5\n1,\u001b]0;owned\u0007\u001b[2J\n');
});
afterAll(remove);

describe('a file as it lies there', () => {
  test.each([
    'zipped.csv.gz',
    'zipped.memprofile.gz',
    'powershell.csv',
    'holes.csv',
    'query_range.json',
    'pidstat.txt',
  ])('%s gets the verdict that the plain series gets', async (file) => {
    const plain = JSON.parse((await runCli(['classify', 'seconds.csv'], { cwd })).stdout);
    const { code, stdout, stderr } = await runCli(['classify', file], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answer = JSON.parse(stdout);
    expect(answer.class).toBe('stair-step');
    expect(answer.peak).toBe(plain.peak);
    if (!file.includes('memprofile')) expect(answer.steps).toEqual(plain.steps);
  });

  test('the answer says how it was read, and standard error what was guessed', async () => {
    const input = csv.replace('rss_bytes', 'rss_kb');
    const { code, stdout, stderr } = await runCli(['classify', '-'], { cwd, input });
    expect(code).toBe(0);
    const { read } = JSON.parse(stdout);
    expect(read).toEqual({
      format: 'CSV',
      series: 'rss_kb',
      unit: 'KiB',
      time: 'seconds since 1970',
      samples: moments.length,
      notes: [expect.stringContaining('kb is read as KiB')],
    });
    expect(stderr).toBe(`stairstep: note: ${read.notes[0]}\n`);
  });
});

describe('several series in one file', () => {
  test('are named, without what could steer a terminal, and one is chosen by --series', async () => {
    const all = await runCli(['classify', 'two.json'], { cwd });
    expect({ code: all.code, stdout: all.stdout }).toEqual({ code: 2, stdout: '' });
    expect(all.stderr).toMatch(
      /^stairstep: [^\n ]+: it has 2 series: [^\n]*job="api[^\n]*job="web"}\n[^\n]*--series/,
    );
    expect(all.stderr).not.toContain('\u001b');
    const one = await runCli(['classify', 'two.json', '--series', 'web', '--fail-on', 'stair-step'], { cwd });
    expect(one.code).toBe(1);
    expect(JSON.parse(one.stdout).read.series).toBe('process_resident_memory_bytes{job="web"}');
  });

  test('a recording has but one', async () => {
    const { code, stderr } = await runCli(['classify', 'zipped.memprofile.gz', '--series', 'web'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--series is for files of several series');
  });

  test('one a line, each has a verdict of its own, zipped too', async () => {
    const line = (job: string) =>
      JSON.stringify({
        metric: { ...matrix.metric, job },
        values: moments.map(({ bytes }) => bytes),
        timestamps: moments.map(({ time }) => Math.round(time * 1000)),
      });
    const input = gzipSync(`${line('api')}\n${line('web')}\n`);
    write('export.ndjson.gz', input);
    for (const options of [['-'], ['export.ndjson.gz']]) {
      const { code, stdout } = await runCli(['classify', '--ndjson', ...options], { cwd, input });
      expect(code).toBe(0);
      const answers = stdout
        .trimEnd()
        .split('\n')
        .map((answer) => JSON.parse(answer));
      expect(answers.map(({ class: shape, read }) => `${shape} ${read.series}`)).toEqual([
        'stair-step process_resident_memory_bytes{job="api"}',
        'stair-step process_resident_memory_bytes{job="web"}',
      ]);
    }
  });
});

test.each([
  ['cut.csv.gz', 'The gzip is cut off', 'gzip -dc'],
  ['huge.csv', 'The series has more than 536 MB', 'awk'],
  ['escape.csv', 'line 3 has no size: 1,', 'such as 412 MiB'],
])('%s is refused in words, with the remedy', async (file, message, remedy) => {
  const { code, stdout, stderr } = await runCli(['classify', file], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).toContain(remedy);
  expect(stderr).not.toMatch(/fault in Stairstep|(?!\n)\p{Cc}/u);
});

test('what is refused is said of its file, where there is one', async () => {
  const { stderr } = await runCli(['classify', 'escape.csv'], { cwd });
  expect(stderr).toMatch(/^stairstep: escape\.csv: line 3 has no size/);
  const piped = await runCli(['classify'], { cwd, input: 'a,b\n1,2\n' });
  expect(piped.stderr).toMatch(/^stairstep: the header has no time/);
});

test.each(['classify', 'report'])('%s: of a name that is not UTF-8 it is said', async (command) => {
  const { code, stderr } = await runCli([command, 'r\ufffdsum\ufffd.csv'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('A name that is not UTF-8 cannot be read: rename the file');
});

test('a zipped --ndjson that is cut off is refused in words', async () => {
  const { code, stderr } = await runCli(['classify', '--ndjson', 'cut.csv.gz'], { cwd });
  expect(code).toBe(2);
  expect(stderr).not.toContain('fault in Stairstep');
});
