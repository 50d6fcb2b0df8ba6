/** What Prometheus and those that speak its language answer and export as JSON. */
import { each, type JsonFormat, type Reading } from './found';
import { isList, isRecord, type JsonRecord, recordOf, records } from './json-values';
import { collected, fill, labelText, MILLISECONDS, pairs, SECONDS, zipped } from './points';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { unitOf } from './sizes';

/** The answer of its API, what stands in it, and the results of that alone. */
export const prometheus: readonly JsonFormat[] = [
  { has: (first) => 'status' in first && ('data' in first || 'errorType' in first), read: each(queryAnswer) },
  { has: (first) => 'resultType' in first, read: each(queryData) },
  { has: (first) => isRecord(first.metric) && 'timestamps' in first, read: victoriaMetrics },
  { has: (first) => isRecord(first.metric) && ('values' in first || 'value' in first), read: matrix },
];

function queryAnswer(answer: JsonRecord): Reading {
  if (answer.status === 'error')
    refuse(
      `Prometheus answered with an error: ${quoted(String(answer.error))}`,
      'Correct the query, and ask again.',
    );
  return queryData(recordOf(answer.data));
}

function queryData(data: JsonRecord): Reading {
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
  return { format: 'Prometheus query_range', ...SECONDS, found };
}

function victoriaMetrics(rows: readonly JsonRecord[]): Reading {
  const series = new SeriesByName();
  // a long series goes on in another line
  for (const { metric, values, timestamps } of rows)
    fill(series.of(metricName(metric), unitOf), zipped(timestamps, values), 1e-3);
  return { format: 'VictoriaMetrics export', ...MILLISECONDS, found: series.all() };
}

/** As PromQL writes it. */
function metricName(metric: unknown): string {
  if (!isRecord(metric)) return '';
  const { __name__, ...labels } = metric;
  return `${typeof __name__ === 'string' ? __name__ : ''}{${labelText(labels)}}`;
}
