/** What container runtimes answer as JSON. */
import type { JsonFormat, Reading } from './found';
import { isList, isRecord, type JsonRecord, numberOf, recordOf, records } from './json-values';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { BYTE, parseSize } from './sizes';
import { timesOf } from './times';

/** Samples of containers, each with the date that its runtime writes. */
class Containers {
  private readonly series = new SeriesByName();
  private readonly read = timesOf('', [], '.').reader();

  push(name: string, time: unknown, size: number | undefined): void {
    const t = this.read(String(time));
    if (Number.isNaN(t)) refuse(`a sample of ${quoted(name)} has no time: ${quoted(String(time))}`);
    const found = this.series.of(name, () => BYTE);
    found.push(t, size, () => `a sample of ${quoted(name)} at ${quoted(String(time))}`);
  }

  reading(format: string, note: string): Reading {
    return { format, time: 'dates', found: this.series.all(), notes: [note] };
  }
}

/** GET /containers/ID/stats of the Docker Engine, one sample a line. */
export const dockerEngine: JsonFormat = {
  has: (first) => 'read' in first && isRecord(first.memory_stats),
  read: (samples) => {
    const found = new Containers();
    for (const { read, name, id, memory_stats: memory } of samples) {
      const { usage, stats } = recordOf(memory);
      const { inactive_file: v2, total_inactive_file: v1 } = recordOf(stats);
      const size = numberOf(usage);
      const files = numberOf(v1) ?? numberOf(v2) ?? 0;
      found.push(
        String(name ?? id ?? '').replace(/^\//, ''),
        read,
        size === undefined ? undefined : size - files,
      );
    }
    return found.reading(
      'Docker Engine stats',
      'what is in use, without the inactive files, as `docker stats` has it',
    );
  },
};

/** `kubectl get --raw /apis/metrics.k8s.io/v1beta1/...`, one answer a line: of a pod, or of several. */
export const podMetrics: JsonFormat = {
  has: (first) => /^PodMetrics(List)?$/.test(String(first.kind)),
  read: (answers) => {
    const found = new Containers();
    for (const answer of answers)
      for (const { metadata, timestamp, containers } of podsOf(answer))
        for (const { name, usage } of records(containers)) {
          const size = parseSize(String(recordOf(usage).memory ?? ''), BYTE, '.');
          found.push(`${String(recordOf(metadata).name)} ${String(name)}`, timestamp, size);
        }
    return found.reading(
      'Kubernetes pod metrics',
      'the working set of each container, which has files in it too',
    );
  },
};

function podsOf(answer: JsonRecord): JsonRecord[] {
  return isList(answer.items) ? records(answer.items) : [answer];
}
