/** OTLP as JSON, as the file exporter of the OpenTelemetry Collector writes it, one export a line. */
import { FoundSeries, type Reading } from './found';
import { isRecord, type JsonRecord, numberOf, recordOf, records } from './json-values';
import { quoted } from './refuse';
import { unitNamed, unitOf } from './sizes';

export function readOtlp(lines: readonly JsonRecord[]): Reading {
  const byName = new Map<string, FoundSeries>();
  for (const line of lines)
    for (const { resource, scopeMetrics } of records(line.resourceMetrics))
      for (const { metrics } of records(scopeMetrics))
        for (const metric of records(metrics)) readMetric(metric, resource, byName);
  return {
    format: 'OTLP JSON',
    time: 'nanoseconds since 1970',
    found: [...byName.values()],
    notes: [],
    metrics: true,
  };
}

function readMetric(metric: JsonRecord, resource: unknown, byName: Map<string, FoundSeries>): void {
  const { gauge, sum, unit } = metric;
  const points = isRecord(gauge) ? gauge.dataPoints : isRecord(sum) ? sum.dataPoints : [];
  for (const point of records(points)) {
    const labels = [...attributes(recordOf(resource).attributes), ...attributes(point.attributes)];
    const name = `${String(metric.name)}{${labels.join(', ')}}`;
    const known = byName.get(name);
    const found = known ?? new FoundSeries(name, unitNamed(String(unit)) ?? unitOf(name));
    if (known === undefined) byName.set(name, found);
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
