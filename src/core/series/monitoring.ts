/** What monitoring answers and exports as JSON. A format is one entry of FORMATS. */
import { azureMonitor, cloudWatch, googleCloud } from './clouds';
import { dockerEngine, podMetrics } from './containers';
import { elastic, grafana, graphite, influx, netdata, newRelic } from './dashboards';
import { datadog } from './datadog';
import type { JsonFormat, Reading } from './found';
import { isRecord, records } from './json-values';
import { otlp } from './otlp';
import { prometheus } from './prometheus';

/** In order: the first whose key the first object has reads them all. */
const FORMATS: readonly JsonFormat[] = [
  ...prometheus,
  ...datadog,
  ...cloudWatch,
  graphite,
  otlp,
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
