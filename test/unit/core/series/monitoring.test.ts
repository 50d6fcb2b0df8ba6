/** What monitoring answers and exports as JSON. */
import { describe, expect, it } from 'vitest';
import { found, iso, KIB, lines, MIB, refusalOf, START, T, TRUTH, Y } from './support';

const NAME = { __name__: 'process_resident_memory_bytes', instance: 'web:9090' };
const prometheus = (...result: object[]) =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
const values = TRUTH.map(({ t, bytes }) => [START + t, `${bytes}`]);
const milliseconds = TRUTH.map(({ t }) => (START + t) * 1000);
/** A frame as the query inspector has it, in units of `bytes`. */
const frame = (unit: string, bytes: number, pod = 'web') => ({
  schema: {
    fields: [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: 'number', labels: { pod }, config: { unit } },
    ],
  },
  data: { values: [milliseconds, Y.map((size) => size / bytes)] },
});

describe('monitoring', () => {
  it.each([
    ['Prometheus query_range', prometheus({ metric: NAME, values }), 'bytes'],
    ['Prometheus query_range', JSON.stringify([{ metric: NAME, values }]), 'bytes'],
    [
      'Prometheus query_range',
      prometheus({
        metric: { __name__: 'mem_kilobytes' },
        values: TRUTH.map(({ t, bytes }) => [START + t, `${bytes / KIB}`]),
      }),
      'KiB',
    ],
    [
      'Docker Engine stats',
      TRUTH.map((s) =>
        JSON.stringify({
          read: iso(s),
          name: '/svc',
          memory_stats: { usage: s.bytes + 5 * MIB, limit: 8e9, stats: { inactive_file: 5 * MIB, anon: 1 } },
        }),
      ).join('\n'),
      'bytes',
    ],
    [
      'Kubernetes pod metrics',
      TRUTH.map((s) =>
        JSON.stringify({
          kind: 'PodMetricsList',
          items: [
            {
              metadata: { name: 'svc-7d9f' },
              timestamp: iso(s),
              containers: [{ name: 'svc', usage: { cpu: '1n', memory: `${s.bytes / KIB}Ki` } }],
            },
          ],
        }),
      ).join('\n'),
      'bytes',
    ],
    [
      'VictoriaMetrics export',
      `${JSON.stringify({ metric: NAME, values: Y, timestamps: milliseconds })}\n`,
      'bytes',
    ],
    [
      'Datadog query',
      JSON.stringify({
        series: [
          {
            metric: 'mem.rss',
            scope: 'host:a',
            unit: [{ family: 'bytes', name: 'mebibyte', scale_factor: MIB }, null],
            pointlist: TRUTH.map(({ t, bytes }) => [(START + t) * 1000, bytes / MIB]),
          },
        ],
      }),
      'mebibyte',
    ],
    [
      'CloudWatch, Average',
      JSON.stringify({
        Label: 'mem',
        Datapoints: TRUTH.toReversed().map((s) => ({ Timestamp: iso(s), Average: s.bytes, Unit: 'Bytes' })),
      }),
      'bytes',
    ],
    [
      'CloudWatch',
      JSON.stringify({
        MetricDataResults: [
          {
            Id: 'm1',
            Label: 'mem bytes',
            Timestamps: TRUTH.toReversed().map((s) => iso(s)),
            Values: Y.toReversed(),
          },
        ],
      }),
      'bytes',
    ],
    [
      'Graphite render',
      JSON.stringify([
        { target: 'web.rss_bytes', datapoints: TRUTH.map(({ t, bytes }) => [bytes, START + t]) },
      ]),
      'bytes',
    ],
    [
      'OTLP JSON',
      lines(undefined, ({ t, bytes }) =>
        JSON.stringify({
          resourceMetrics: [
            {
              resource: { attributes: [{ key: 'service.name', value: { stringValue: 'svc' } }] },
              scopeMetrics: [
                {
                  metrics: [
                    {
                      name: 'process.memory.usage',
                      unit: 'By',
                      sum: { dataPoints: [{ timeUnixNano: `${START + t}000000000`, asInt: `${bytes}` }] },
                    },
                  ],
                },
              ],
            },
          ],
        }),
      ),
      'bytes',
    ],
    ['Grafana frames', JSON.stringify([frame('bytes', 1)]), 'bytes'],
    [
      'Grafana frames',
      JSON.stringify({ results: { A: { status: 200, frames: [frame('mbytes', MIB)] } } }),
      'MiB',
    ],
    [
      'Google Cloud Monitoring',
      JSON.stringify({
        timeSeries: [
          {
            metric: {
              type: 'kubernetes.io/container/memory/used_bytes',
              labels: { memory_type: 'non-evictable' },
            },
            resource: { type: 'k8s_container', labels: { pod_name: 'web' } },
            points: TRUTH.toReversed().map((s) => ({
              interval: { startTime: iso(s), endTime: iso(s) },
              value: { int64Value: `${s.bytes}` },
            })),
          },
        ],
        unit: 'By',
      }),
      'bytes',
    ],
    [
      'Azure Monitor',
      JSON.stringify({
        value: [
          {
            name: { value: 'MemoryWorkingSet', localizedValue: 'Memory working set' },
            unit: 'Bytes',
            timeseries: [
              { metadatavalues: [], data: TRUTH.map((s) => ({ timeStamp: iso(s), average: s.bytes })) },
            ],
          },
        ],
      }),
      'bytes',
    ],
    [
      'New Relic',
      JSON.stringify({
        results: TRUTH.map(({ t, bytes }) => ({
          beginTimeSeconds: START + t,
          endTimeSeconds: START + t + 10,
          'average.memoryResidentSizeBytes': bytes,
        })),
      }),
      'bytes',
    ],
    [
      'Elasticsearch date histogram',
      JSON.stringify({
        aggregations: {
          0: {
            buckets: TRUTH.map((s) => ({
              key_as_string: iso(s),
              key: (START + s.t) * 1000,
              doc_count: 3,
              rss_bytes: { value: s.bytes },
            })),
          },
        },
      }),
      'bytes',
    ],
    [
      'Netdata',
      JSON.stringify({
        labels: ['time', 'web'],
        data: TRUTH.toReversed().map(({ t, bytes }) => [START + t, bytes / MIB]),
      }),
      'MiB',
    ],
  ])('%s', (format, text, unit) => {
    expect(found(text)).toMatchObject({ t: T, y: Y, read: { format, unit } });
  });

  it('takes one of several series of a dashboard by its labels, and refuses an aggregation without times', () => {
    const frames = ['a', 'b'].map((pod) => frame('bytes', pod === 'a' ? 1 : 2, pod));
    expect(found(JSON.stringify(frames), 'pod="a"').y).toEqual(Y);
    expect(refusalOf(JSON.stringify(frames)).message).toContain('2 series');
    const terms = { aggregations: { hosts: { buckets: [{ key: 'web', doc_count: 3 }] } } };
    expect(refusalOf(JSON.stringify(terms)).message).toContain('no buckets of time');
    expect(refusalOf(JSON.stringify({ timeSeries: [] })).message).toContain('no samples');
  });

  it('reads series on through several answers, one behind the other', () => {
    const halves = [values.slice(0, 6), values.slice(6)].map((part) =>
      prometheus({ metric: NAME, values: part }),
    );
    expect(found(halves.join('\n'))).toMatchObject({ t: T, y: Y });
    const netdata = (part: typeof TRUTH) =>
      JSON.stringify({
        labels: ['time', 'web'],
        data: part.toReversed().map(({ t, bytes }) => [START + t, bytes / MIB]),
      });
    expect(found([TRUTH.slice(0, 6), TRUTH.slice(6)].map(netdata).join('\n'))).toMatchObject({ t: T, y: Y });
  });

  const table = (host: string, bytes: number) => ({
    name: 'procstat',
    tags: { host },
    columns: ['time', 'memory_rss'],
    values: TRUTH.map((s) => [iso(s), s.bytes / bytes]),
  });
  it.each([
    ['InfluxQL', { results: [{ statement_id: 0, series: [table('a', 1), table('b', 2)] }] }, 'host="a"'],
    [
      'fields with their values',
      [
        {
          fields: [
            { name: 'Time', type: 'time', values: milliseconds },
            { name: 'rss', type: 'number', values: Y },
          ],
        },
      ],
      undefined,
    ],
    [
      'Datadog, its second API',
      {
        data: {
          attributes: {
            series: [
              {
                group_tags: ['pod:a'],
                query_index: 0,
                unit: [{ family: 'bytes', name: 'byte', scale_factor: 1 }, null],
              },
            ],
            times: milliseconds,
            values: [Y],
          },
        },
      },
      undefined,
    ],
    [
      'Prometheus without its status',
      { data: { resultType: 'matrix', result: [{ metric: NAME, values }] } },
      undefined,
    ],
    [
      'Netdata within its options',
      {
        api: 1,
        ids: ['a'],
        result: { labels: ['time', 'a'], data: TRUTH.map((s) => [START + s.t, s.bytes / MIB]) },
      },
      undefined,
    ],
    [
      'a panel of Grafana',
      [{ target: 'rss', datapoints: TRUTH.map(({ t, bytes }) => [bytes, (START + t) * 1000]) }],
      undefined,
    ],
  ])('%s', (_, value, wanted) => {
    expect(found(JSON.stringify(value), wanted)).toMatchObject({ t: T, y: Y });
  });

  it('leaves out what Prometheus has no value for', () => {
    const text = prometheus({
      metric: NAME,
      values: [
        [1, '5e7'],
        [2, 'NaN'],
        [3, '+Inf'],
        [99, '6e7'],
      ],
    });
    const { t, y, read } = found(text);
    expect({ t, y }).toEqual({ t: [0, 98], y: [5e7, 6e7] });
    expect(read.notes).toEqual(['2 samples without a size left out']);
  });

  it('takes resident memory of several metrics, and asks which of several processes', () => {
    const other = { metric: { __name__: 'process_virtual_memory_bytes', instance: 'web:9090' }, values };
    expect(found(prometheus(other, { metric: NAME, values })).read.series).toBe(
      'process_resident_memory_bytes{instance="web:9090"}',
    );
    const two = prometheus(
      { metric: NAME, values },
      { metric: { ...NAME, instance: '\u001b[31mapi' }, values },
    );
    expect(refusalOf(two).message).toMatch(/^it has 2 series: .*web:9090"}; .* \[31mapi"}$/);
    expect(found(two, 'web').y).toEqual(Y);
  });

  it('says so where a name says nothing of memory', () => {
    expect(found(prometheus({ metric: { job: 'a' }, values })).read.notes).toEqual([
      'nothing in its name says that it is resident memory',
    ]);
  });

  it.each([
    [prometheus(), 'no samples'],
    [
      JSON.stringify({
        status: 'success',
        data: { resultType: 'vector', result: [{ metric: NAME, value: [1, '5'] }] },
      }),
      'of type vector is no series',
    ],
    [JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }), 'parse error'],
    [prometheus({ metric: NAME, values }).slice(0, 200), 'not JSON'],
    [
      JSON.stringify({ Datapoints: [{ Timestamp: '2026-11-26T10:00:00Z', Average: 41, Unit: 'Percent' }] }),
      'Percent, which is no size',
    ],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });
});
