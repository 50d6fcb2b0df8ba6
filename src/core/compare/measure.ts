/** The figures of one run that a comparison sets side by side. */
import { inWords } from '../allocator/in-words';
import type { RunFold } from '../run/fold';
import { loadTotals } from '../run/load-totals';
import type { Profile, Step } from '../run/verdict';

/** One run of one trial. Sizes in bytes, latencies in milliseconds. */
export interface Measure {
  /** `inconclusive` where a newer version names a shape that this one does not know */
  profile: Profile;
  /** that shape, as it was written */
  written?: string;
  /** level before the first load, highest sample, level at the end of the tail, mean over the run */
  baseline: number;
  peak: number;
  retained: number;
  meanRss: number;
  /** answered ones */
  requests: number;
  /** answered or not; absent in a file of an earlier version */
  tried?: number;
  /** requests without an answer, and answers outside 2xx */
  errors: number;
  /** requests a second under load; absent where there was no load of ours */
  rps?: number;
  p50?: number;
  p99?: number;
  /** user and system time of the service and its children; absent where the platform does not tell */
  cpuSeconds?: number;
  /** how long cargo built; absent where nothing was built for this run */
  buildSeconds?: number;
  steps: Pick<Step, 'id' | 'start' | 'end' | 'kept'>[];
  /** allocator that really ran, with its options: `jemalloc 5.3.0, preloaded` */
  allocator?: string;
  /** the recording has no end, so the figures are of a part; absent where it has one */
  cutOff?: boolean;
  /** fields of the plan that are not those of the reference; absent where all are */
  otherLoad?: string[];
  /** of which it is, where that is not the service of the reference */
  otherService?: string;
  /** the recording, relative to the folder of the comparison's file, `/` as separator */
  file?: string;
}

/** Seconds at either end of a run that give its level where there is no verdict. */
const LEVEL_SECONDS = 2;

/** The figures of a recorded run; undefined where it has no samples. */
export function measureRun(
  run: RunFold,
  extra: Pick<Measure, 'buildSeconds' | 'file' | 'otherLoad' | 'otherService'> = {},
): Measure | undefined {
  if (run.samples.length === 0) return undefined;
  const { header, verdict, end } = run;
  const load = loadTotals(run);
  return {
    profile: verdict?.profile ?? 'inconclusive',
    baseline: beforeLoad(run) ?? verdict?.baseline ?? levelAt(run, 'start'),
    peak: verdict?.peak ?? run.samples.rss.reduce((most, size) => Math.max(most, size), 0),
    retained: verdict?.retained ?? levelAt(run, 'end'),
    meanRss: meanOf(run),
    requests: load.requests,
    tried: load.tried,
    errors: load.errors + load.non2xx,
    ...(run.loads.length > 0 && { rps: load.rps }),
    ...(load.p50 !== undefined && { p50: load.p50 }),
    ...(load.p99 !== undefined && { p99: load.p99 }),
    steps: [...run.steps.values()]
      .filter(({ status }) => status === 'confirmed')
      .map(({ step: { id, start, end, kept } }) => ({ id, start, end, kept })),
    ...(end?.cpuSeconds !== undefined && { cpuSeconds: end.cpuSeconds }),
    ...(end === undefined && { cutOff: true }),
    ...(header && { allocator: inWords(header.allocator) }),
    ...extra,
  };
}

/** Before the first burst, where the log tells of one. Allocators differ in how soon they grow after it. */
function beforeLoad({ phases, samples }: RunFold): number | undefined {
  const burst = phases.find(({ phase }) => phase === 'burst');
  if (!burst) return undefined;
  const level = samples.rss.slice(0, samples.indexAt(burst.from)).sort();
  return level[level.length >> 1];
}

function levelAt({ samples }: RunFold, end: 'start' | 'end'): number {
  const { t, rss } = samples;
  const edge = samples.indexAt(
    end === 'start' ? (t[0] ?? 0) + LEVEL_SECONDS : (t.at(-1) ?? 0) - LEVEL_SECONDS,
  );
  const level = (end === 'start' ? rss.slice(0, Math.max(1, edge)) : rss.slice(edge)).sort();
  return level[level.length >> 1] ?? 0;
}

/** Weighted by time, so that a gap or another rate of sampling does not shift it. */
function meanOf({ samples: { t, rss } }: RunFold): number {
  let area = 0;
  for (let i = 1; i < t.length; i++) {
    area += (((rss[i] ?? 0) + (rss[i - 1] ?? 0)) / 2) * ((t[i] ?? 0) - (t[i - 1] ?? 0));
  }
  const seconds = (t.at(-1) ?? 0) - (t[0] ?? 0);
  return seconds > 0 ? area / seconds : (rss[0] ?? 0);
}
