/** Series as JSON: our own, and rows. */
import { describe, expect, it } from 'vitest';
import { readSeries } from '../../../../src/core/series/index';
import { found, iso, KIB, lines, MIB, refusalOf, START, T, TRUTH, Y } from './support';

describe('our own', () => {
  it('is taken as it is, with and without load', () => {
    expect(readSeries('{"t":[0,1],"y":[5,6]}')).toMatchObject({
      series: { t: [0, 1], y: [5, 6] },
      read: { format: 'JSON', unit: 'bytes', time: 'seconds', samples: 2, notes: [] },
    });
    expect(readSeries('{"t":[0],"y":[5],"load":[[1,2]]}').series.load).toEqual([[1, 2]]);
    expect(readSeries('{"t":[0],"y":[5],"load":[[1,2,16]]}').series.load).toEqual([[1, 2, 16]]);
  });

  it.each([
    ['{"t":[0', 'not JSON'],
    ['{"t":[0]}', 'no "t" and "y"'],
    ['{"t":[0],"y":[null]}', '"y"[0] is not a number'],
    ['{"t":[0],"y":["5"]}', '"y"[0] is not a number: "5"'],
    ['{"t":[0],"y":[1],"load":[[1]]}', '"load"[0] is not [from, to]'],
    ['{"t":[0],"y":[1],"load":[[1,2,"8"]]}', '"load"[0] is not [from, to]'],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  it('says what to do where a size is missing', () => {
    for (const missing of ['null', 'NaN'])
      expect(refusalOf(`{"t":[0,1],"y":[5,${missing}]}`).remedy).toContain('Leave that sample out');
  });
});

describe('a name to choose by', () => {
  it('is refused where the series has none', () => {
    expect(refusalOf('{"t":[0],"y":[5]}', 'web').message).toBe('the series has no name to choose it by');
  });
});

describe('rows', () => {
  it.each([
    ['an array', '[{"time":0,"rss":5},{"time":1,"rss": NaN},{"time":2,"rss":-Infinity},{"time":3,"rss":6}]'],
    ['lines', '{"time":0,"rss":5}\n{"time":1,"rss":NaN}\n{"time":2,"rss":Infinity}\n{"time":3,"rss":6}\n'],
    ['columns', '{"time":[0,1,2,3],"rss":[5,NaN,Infinity,6]}'],
  ])('leave out what Python writes for no number: %s', (_, text) => {
    const { t, y, read } = found(text);
    expect({ t, y }).toEqual({ t: [0, 3], y: [5, 6] });
    expect(read.notes).toContain('2 samples without a size left out');
  });

  it.each([
    ['pairs', JSON.stringify(TRUTH.map(({ t, bytes }) => [START + t, bytes]))],
    ['objects', JSON.stringify(TRUTH.map((s) => ({ timestamp: iso(s), cpu: 3, rss_kib: s.bytes / KIB })))],
    [
      'objects below a key',
      JSON.stringify({ host: 'a', tags: [], samples: TRUTH.map((s) => ({ time: iso(s), rss: s.bytes })) }),
    ],
    ['odd keys', JSON.stringify(TRUTH.map(({ t, bytes }) => ({ ts: t, rssBytes: bytes })))],
    [
      'New Relic',
      JSON.stringify(
        TRUTH.map(({ t, bytes }) => ({
          beginTimeSeconds: t,
          endTimeSeconds: t + 1,
          'average.memoryBytes': bytes,
        })),
      ),
    ],
    [
      'one a line',
      lines(undefined, ({ t, bytes }) => JSON.stringify({ time: (START + t) * 1000, rss: bytes })),
    ],
    [
      'one a line, the last cut off',
      `${lines(undefined, ({ t, bytes }) => JSON.stringify({ time: t, rss: bytes }))}{"time":12`,
    ],
    [
      'a log of tracing',
      lines('{"timestamp":"2026-11-26T09:59:59Z","level":"INFO","fields":{"message":"start"}}', (s) =>
        JSON.stringify({
          timestamp: iso(s),
          level: 'INFO',
          fields: { message: 'memory', rss: s.bytes },
          target: 'svc',
        }),
      ),
    ],
    [
      'docker stats with a time',
      lines(undefined, (s) => JSON.stringify({ ts: s.t, MemUsage: `${s.bytes / MIB}MiB / 15.53GiB` })),
    ],
    ['arrays by name', JSON.stringify({ time: T, rss: Y })],
  ])('are read: %s', (_, text) => {
    expect(found(text)).toMatchObject({ t: T, y: Y });
  });

  const at = TRUTH.map((s) => iso(s));
  const by = (keys: readonly unknown[], values: readonly unknown[]) =>
    Object.fromEntries(keys.map((key, i) => [key, values[i]]));
  const dated = TRUTH.map((s, i) => ({ time: at[i], rss: s.bytes }));
  it.each([
    [
      'split, with a counted index',
      { columns: ['time', 'rss'], index: [...T.keys()], data: at.map((t, i) => [t, Y[i]]) },
    ],
    [
      'split, with times as its index',
      { columns: ['cpu', 'rss'], index: at, data: Y.map((size) => [1, size]) },
    ],
    ['index', by([...T.keys()], dated)],
    [
      'index, of times',
      by(
        at,
        Y.map((rss) => ({ rss, cpu: 1 })),
      ),
    ],
    ['columns', { time: by([...T.keys()], at), rss: by([...T.keys()], Y) }],
    [
      'columns, of times',
      {
        rss: by(
          T.map((t) => (START + t) * 1000),
          Y,
        ),
        cpu: by(
          T.map((t) => (START + t) * 1000),
          T,
        ),
      },
    ],
    ['a series', by(at, Y)],
    [
      'table',
      { schema: { fields: [{ name: 'time', type: 'datetime' }], primaryKey: ['time'] }, data: dated },
    ],
    ['objects of ClickHouse', { meta: [{ name: 'time' }, { name: 'rss' }], data: dated }],
    ['rows of ClickHouse', { meta: [{ name: 'time' }, { name: 'rss' }], data: at.map((t, i) => [t, Y[i]]) }],
    ['pairs below a key', { name: 'web', samples: at.map((t, i) => [t, Y[i]]) }],
    [
      'a search of Elasticsearch',
      { took: 3, hits: { total: {}, hits: dated.map((_source) => ({ _index: 'a', _source })) } },
    ],
    [
      'Zabbix',
      {
        result: TRUTH.map(({ t, bytes }) => ({
          itemid: '7',
          clock: `${START + t}`,
          value: `${bytes}`,
          ns: '5',
        })),
      },
    ],
  ])('are read in the layouts of pandas and of databases: %s', (_, value) => {
    expect(found(JSON.stringify(value))).toMatchObject({ t: T, y: Y });
  });

  it.each([
    ['over several lines', (row: object) => JSON.stringify(row, null, 2)],
    ['with commas behind them', (row: object) => `${JSON.stringify(row)},`],
  ])('are read from objects behind each other %s', (_, print) => {
    expect(found(dated.map(print).join('\n'))).toMatchObject({ t: T, y: Y });
  });

  it.each([
    ['{"time":1,"rss":5}\nnonsense\n{"time":2,"rss":6}\n', 'line 2 is not JSON'],
    ['{"time":1,"rss":5}\n{"time":2,"rss":"much"}\n', 'line 2 has no size: 2,much'],
    ['{"time":[1,2],"rss":[5]}', '"rss" has 1 values and "time" has 2'],
    [JSON.stringify(TRUTH.map(({ t, bytes }) => [bytes, START + t])), 'look like [size, time]'],
    ['[1,2,3]', 'no "t" and "y"'],
  ])('are refused: %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });
});
