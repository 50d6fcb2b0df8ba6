/** OTLP as JSON, as the file exporter of the OpenTelemetry Collector writes it, one export a line. */
import type { JsonFormat, Reading } from './found';
import { isList, isRecord, type JsonRecord, numberOf, recordOf, records } from './json-values';
import { quoted } from './refuse';
import { SeriesByName } from './series-by-name';
import { unitNamed, unitOf } from './sizes';

export const otlp: JsonFormat = { has: (first) => isList(first.resourceMetrics), read: readExports };

function readExports(lines: readonly JsonRecord[]): Reading {
  const series = new SeriesByName();
  for (const line of lines)
    for (const { resource, scopeMetrics } of records(line.resourceMetrics))
      for (const { metrics } of records(scopeMetrics))
        for (const metric of records(metrics)) readMetric(metric, resource, series);
  return {
    format: 'OTLP JSON',
    time: 'nanoseconds since 1970',
    found: series.all(),
    notes: [],
    metrics: true,
  };
}

function readMetric(metric: JsonRecord, resource: unknown, series: SeriesByName): void {
  const { gauge, sum, unit } = metric;
  const points = isRecord(gauge) ? gauge.dataPoints : isRecord(sum) ? sum.dataPoints : [];
  for (const point of records(points)) {
    const labels = [...attributes(recordOf(resource).attributes), ...attributes(point.attributes)];
    const name = `${String(metric.name)}{${labels.join(', ')}}`;
    const found = series.of(name, () => unitNamed(String(unit)) ?? unitOf(name));
    const value = numberOf(point.asInt) ?? numberOf(point.asDouble);
    const nanoseconds = numberOf(point.timeUnixNano);
    if (nanoseconds === undefined) continue;
    const size = value === undefined ? undefined : value * (found.unit?.bytes ?? 1);
    found.push(nanoseconds / 1e9, size, () => `a data point of ${quoted(name)}`);
  }
}

function attributes(value: unknown): string[] {
  return records(value).map(({ key, value: held }) => {
    const [text] = Object.values(recordOf(held));
    return `${String(key)}="${String(text)}"`;
  });
}
