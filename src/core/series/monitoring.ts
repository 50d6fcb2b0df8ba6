/** What monitoring answers and exports as JSON. A format is one entry of FORMATS. */
import { dockerEngine, podMetrics } from './containers';
import { azureMonitor, elastic, googleCloud, grafana, influx, netdata, newRelic } from './dashboards';
import { each, type Format, type Reading } from './found';
import { isList, isRecord, type JsonRecord, numberOf, recordOf, records } from './json-values';
import { readOtlp } from './otlp';
import { collected, fill, labelText, type Pair, pairs, zipped } from './points';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { type Unit, unitNamed, unitOf } from './sizes';
import { LAST_YEAR } from './unix-time';

/** In order: the first whose key the first object has reads them all. */
const FORMATS: readonly Format[] = [
  { has: (first) => 'status' in first && ('data' in first || 'errorType' in first), read: each(prometheus) },
  { has: (first) => 'resultType' in first, read: each(ofType) },
  { has: (first) => isRecord(first.metric) && 'timestamps' in first, read: victoriaMetrics },
  { has: (first) => isRecord(first.metric) && ('values' in first || 'value' in first), read: matrix },
  {
    has: (first) => isList(first.series) && records(first.series).some((one) => 'pointlist' in one),
    read: each(datadog),
  },
  { has: ({ attributes }) => isList(recordOf(attributes).times), read: each(datadogTimes) },
  { has: (first) => isList(first.Datapoints), read: each(cloudWatch) },
  { has: (first) => isList(first.MetricDataResults), read: each(cloudWatchData) },
  { has: (first) => 'target' in first && isList(first.datapoints), read: graphite },
  { has: (first) => isList(first.resourceMetrics), read: readOtlp },
  grafana,
  googleCloud,
  azureMonitor,
  newRelic,
  elastic,
  influx,
  netdata,
  dockerEngine,
  podMetrics,
];

/** Undefined where it is none of them. Errors: `usage` where it is one without a series. */
export function readMonitoring(items: readonly unknown[]): Reading | undefined {
  const [first] = items;
  if (!isRecord(first)) return undefined;
  return FORMATS.find(({ has }) => has(first))?.read(records(items));
}

function prometheus(answer: JsonRecord): Reading {
  if (answer.status === 'error')
    refuse(
      `Prometheus answered with an error: ${quoted(String(answer.error))}`,
      'Correct the query, and ask again.',
    );
  return ofType(recordOf(answer.data));
}

function ofType(data: JsonRecord): Reading {
  if (data.resultType !== 'matrix')
    refuse(`a Prometheus answer of type ${quoted(String(data.resultType))} is no series`, RANGE);
  return matrix(records(data.result));
}

const RANGE = 'Ask /api/v1/query_range with start, end and step, for process_resident_memory_bytes{...}.';

function matrix(results: readonly JsonRecord[]): Reading {
  const found = results.map(({ metric, values }) => {
    if (!isList(values)) refuse('a Prometheus answer of type vector is no series', RANGE);
    return collected(metricName(metric), unitOf(metricName(metric)), pairs(values), 1);
  });
  return { format: 'Prometheus query_range', time: 'seconds since 1970', found, notes: [], metrics: true };
}

function victoriaMetrics(rows: readonly JsonRecord[]): Reading {
  const series = new SeriesByName();
  for (const { metric, values, timestamps } of rows) {
    // a long series goes on in another line
    fill(series.of(metricName(metric), unitOf), zipped(timestamps, values), 1e-3);
  }
  return {
    format: 'VictoriaMetrics export',
    time: 'milliseconds since 1970',
    found: series.all(),
    notes: [],
    metrics: true,
  };
}

function datadog(answer: JsonRecord): Reading {
  const found = records(answer.series).map(({ metric, scope, unit, pointlist }) => {
    const name = `${String(metric)}{${String(scope)}}`;
    return collected(name, datadogUnit(unit) ?? unitOf(name), pairs(pointlist), 1e-3);
  });
  return { format: 'Datadog query', time: 'milliseconds since 1970', found, notes: [], metrics: true };
}

/** The answer of its second API, one list of values for each series. */
function datadogTimes({ attributes }: JsonRecord): Reading {
  const { series, times, values } = recordOf(attributes);
  const found = records(series).map(({ group_tags: tags, query_index: query, unit }, i) => {
    const name = isList(tags) && tags.length > 0 ? tags.join(',') : `query ${String(query)}`;
    return collected(name, datadogUnit(unit), zipped(times, isList(values) ? values[i] : undefined), 1e-3);
  });
  return { format: 'Datadog query', time: 'milliseconds since 1970', found, notes: [], metrics: true };
}

function datadogUnit(unit: unknown): Unit | undefined {
  const [first] = records(unit);
  if (first === undefined) return undefined;
  const bytes = numberOf(first.scale_factor);
  if (first.family !== 'bytes' || bytes === undefined) return noMemory(String(first.name));
  return { name: String(first.name), bytes };
}

function noMemory(unit: string): never {
  return refuse(
    `the series is in ${quoted(unit)}, which is no size of memory`,
    'Export resident memory, in bytes.',
  );
}

function cloudWatch(answer: JsonRecord): Reading {
  const points = records(answer.Datapoints);
  const statistic = ['Average', 'Maximum', 'Minimum'].find((key) => key in (points[0] ?? {})) ?? 'Average';
  const named = points[0]?.Unit === undefined ? undefined : String(points[0].Unit);
  const unit = named === undefined ? undefined : (unitNamed(named) ?? noMemory(named));
  const rows = points.map((point): Pair => [point.Timestamp, point[statistic]]);
  const found = [collected(String(answer.Label ?? ''), unit, rows, 1)];
  return {
    format: `CloudWatch, ${statistic}`,
    time: 'dates',
    found,
    notes: [],
    metrics: true,
    unordered: true,
  };
}

function cloudWatchData(answer: JsonRecord): Reading {
  const found = records(answer.MetricDataResults).map(({ Id, Label, Timestamps, Values }) => {
    const name = String(Label ?? Id);
    return collected(name, unitOf(name), zipped(Timestamps, Values), 1);
  });
  return { format: 'CloudWatch', time: 'dates', found, notes: [], metrics: true, unordered: true };
}

/** Panels of Grafana have the same, with milliseconds. */
function graphite(targets: readonly JsonRecord[]): Reading {
  const [[, first] = []] = pairs(targets[0]?.datapoints);
  const scale = (numberOf(first) ?? 0) < LAST_YEAR ? 1 : 1e-3;
  const found = targets.map(({ target, datapoints }) => {
    const turned = pairs(datapoints).map(([value, time]): Pair => [time, value]);
    return collected(String(target), unitOf(String(target)), turned, scale);
  });
  const time = `${scale === 1 ? '' : 'milli'}seconds since 1970`;
  return { format: 'Graphite render', time, found, notes: [], metrics: true };
}

/** As PromQL writes it. */
function metricName(metric: unknown): string {
  if (!isRecord(metric)) return '';
  const { __name__, ...labels } = metric;
  return `${typeof __name__ === 'string' ? __name__ : ''}{${labelText(labels)}}`;
}
