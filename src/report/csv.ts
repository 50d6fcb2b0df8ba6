import type { SampleColumns } from '../core/run/columns';
import type { PhaseSpan, RunFold } from '../core/run/fold';

const HEADER = 't,rss,anon,file,shared,phase,burst,connections';

/** The samples of a run, a line each with its newline: seconds, bytes, and the load at that time. */
export function* csvLines(run: RunFold): Generator<string> {
  yield `${HEADER}\n`;
  const { samples, phases } = run;
  const { t, rss } = samples;
  let phase = 0;
  let part = 0;
  for (let i = 0; i < t.length; i++) {
    const at = t[i] ?? 0;
    while ((phases[phase + 1]?.from ?? Number.POSITIVE_INFINITY) <= at) phase++;
    while ((samples.parts[part]?.t ?? Number.POSITIVE_INFINITY) < at) part++;
    yield `${at},${rss[i] ?? 0},${parts(samples, part, at)},${load(phases[phase], at)}\n`;
  }
}

function parts({ parts: all }: SampleColumns, index: number, at: number): string {
  const known = all[index];
  if (known?.t !== at) return ',,';
  return [known.anon, known.file, known.shared].map((size) => (size < 0 ? '' : `${size}`)).join(',');
}

function load(span: PhaseSpan | undefined, at: number): string {
  if (span === undefined || at < span.from) return ',,';
  if (span.phase !== 'burst') return `${span.phase},,`;
  return `${span.phase},${span.burst ?? ''},${span.connections ?? ''}`;
}
