/** What the monitoring of cloud providers answers. */
import { each, type JsonFormat, type Reading } from './found';
import { isList, type JsonRecord, recordOf, records } from './json-values';
import { collected, DATES, labelsInBraces, noMemory, type Pair, zipped } from './points';
import { unitNamed, unitOf } from './sizes';

export const cloudWatch: readonly JsonFormat[] = [
  { has: (first) => isList(first.Datapoints), read: each(statistics) },
  { has: (first) => isList(first.MetricDataResults), read: each(metricData) },
];

function statistics(answer: JsonRecord): Reading {
  const points = records(answer.Datapoints);
  const statistic = ['Average', 'Maximum', 'Minimum'].find((key) => key in (points[0] ?? {})) ?? 'Average';
  const named = points[0]?.Unit === undefined ? undefined : String(points[0].Unit);
  const unit = named === undefined ? undefined : (unitNamed(named) ?? noMemory(named));
  const rows = points.map((point): Pair => [point.Timestamp, point[statistic]]);
  const found = [collected(String(answer.Label ?? ''), unit, rows, 1)];
  return { format: `CloudWatch, ${statistic}`, ...DATES, found };
}

function metricData(answer: JsonRecord): Reading {
  const found = records(answer.MetricDataResults).map(({ Id, Label, Timestamps, Values }) => {
    const name = String(Label ?? Id);
    return collected(name, unitOf(name), zipped(Timestamps, Values), 1);
  });
  return { format: 'CloudWatch', ...DATES, found };
}

/** The answer of `projects.timeSeries.list`, newest first. */
export const googleCloud: JsonFormat = {
  has: ({ timeSeries }) => isList(timeSeries),
  read: (answers) => {
    const found = answers.flatMap(({ timeSeries, unit }) =>
      records(timeSeries).map(({ metric, resource, points, unit: own }) => {
        const { type = '', labels } = recordOf(metric);
        const all = { ...recordOf(labels), ...recordOf(recordOf(resource).labels) };
        const name = `${String(type)}${labelsInBraces(all)}`;
        const rows = records(points).map(({ interval, value }): Pair => {
          const { int64Value, doubleValue } = recordOf(value);
          return [recordOf(interval).endTime, int64Value ?? doubleValue];
        });
        return collected(name, unitNamed(String(own ?? unit)) ?? unitOf(name), rows, 1);
      }),
    );
    return { format: 'Google Cloud Monitoring', ...DATES, found };
  },
};

const AGGREGATES = ['average', 'maximum', 'minimum', 'total'];

/** The answer of `az monitor metrics list`. */
export const azureMonitor: JsonFormat = {
  has: ({ value }) => records(value).some(({ timeseries }) => isList(timeseries)),
  read: each((answer) => {
    const found = records(answer.value).flatMap((metric) =>
      records(metric.timeseries).map(({ metadatavalues, data }) => {
        const labels = records(metadatavalues).map(({ name, value }) => [recordOf(name).value, value]);
        const name = `${String(recordOf(metric.name).value)}${labelsInBraces(Object.fromEntries(labels))}`;
        const rows = records(data).map((point): Pair => {
          const key = AGGREGATES.find((one) => one in point) ?? 'average';
          return [point.timeStamp, point[key]];
        });
        return collected(name, unitNamed(String(metric.unit)) ?? unitOf(name), rows, 1);
      }),
    );
    return { format: 'Azure Monitor', ...DATES, found };
  }),
};
