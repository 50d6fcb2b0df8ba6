import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { LogReader } from '../../../src/core/run/codec';
import { RunFold } from '../../../src/core/run/fold';
import { type SeriesLog, seriesLog } from '../../../src/extension/series/series-log';

const START = 1_772_445_600;
const series = (instance: string, from: number) => ({
  metric: { __name__: 'process_resident_memory_bytes', instance },
  values: Array.from({ length: 300 }, (_, i) => [START + 15 * i, String(from + 1000 * i)]),
});
const answer = (...result: object[]) =>
  Buffer.from(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));

function foldOf(read: SeriesLog): RunFold {
  if ('names' in read) throw new Error(`one of ${read.names} is to be chosen`);
  const fold = new RunFold();
  const decoder = new TextDecoder();
  const reader = new LogReader(fold, (bytes) => decoder.decode(bytes));
  for (const piece of read.log) reader.push(piece);
  reader.finish();
  return fold;
}

describe('the log of a series from elsewhere', () => {
  const one = answer(series('web:9090', 100e6));
  const two = answer(series('web:9090', 100e6), series('worker:9090', 900e6));

  it.each([
    ['as it is', one],
    ['gzipped', gzipSync(one)],
  ])('is read %s', async (_, bytes) => {
    const fold = foldOf(await seriesLog(bytes, 'query_range.json'));
    expect(fold.header?.imported).toMatchObject({ format: 'Prometheus query_range' });
    expect(fold.samples.length).toBe(300);
    expect(fold.verdict).toBeDefined();
  });

  it('is one of several, which is asked for once', async () => {
    const read = await seriesLog(two, 'query_range.json');
    const names = 'names' in read ? read.names : [];
    expect(names).toHaveLength(2);
    const worker = names.find((name) => name.includes('worker'));
    const fold = foldOf(await seriesLog(two, 'query_range.json', worker));
    expect(fold.samples.rss[0]).toBe(900e6);
    // chosen when the file was another one
    expect(await seriesLog(two, 'query_range.json', 'gone')).toEqual(read);
    expect(foldOf(await seriesLog(one, 'query_range.json', worker)).samples.rss[0]).toBe(100e6);
  });

  it('is refused where it is the one that was chosen', async () => {
    const back = {
      ...series('web:9090', 100e6),
      values: [
        [START + 15, '1e8'],
        [START, '2e8'],
        [START + 30, '1e8'],
      ],
    };
    const bytes = answer(back, series('worker:9090', 900e6));
    const read = await seriesLog(bytes, 'query_range.json');
    const web = 'names' in read ? read.names.find((name) => name.includes('web')) : undefined;
    await expect(seriesLog(bytes, 'query_range.json', web)).rejects.toThrow('time goes back');
  });

  it.each([
    ['no series', Buffer.from('hello\n'), /Series from elsewhere/],
    ['no text', Buffer.from([1, 0, 2, 0]), /Series from elsewhere/],
    ['two of one name', answer(series('web', 1e8), series('web', 9e8)), /Give each a name of its own/],
    ['two sizes at one moment', Buffer.from('t,rss\n0,1e8\n0,9e8\n1,1e8\n'), /name a column pid/],
  ])('names nothing of the command line where it is refused: %s', async (_, bytes, remedy) => {
    const refusal = await seriesLog(bytes, 'file', 'web')
      .then((read) => seriesLog(bytes, 'file', 'names' in read ? read.names[0] : undefined))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    const text = refusal instanceof UserError ? refusal.remedy : '';
    expect(text).toMatch(remedy);
    expect(text).not.toMatch(/--\w|classify/);
  });

  it('is refused with what is wrong', async () => {
    await expect(seriesLog(Buffer.from('hello\n'), 'notes.txt')).rejects.toBeInstanceOf(UserError);
    await expect(seriesLog(Buffer.from([1, 0, 2, 0]), 'a.gz')).rejects.toThrow('binary');
    await expect(seriesLog(gzipSync(one).subarray(0, 40), 'a.json.gz')).rejects.toThrow('cut off');
  });
});
