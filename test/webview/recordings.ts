/** Runs made up for the tests: a service under seven bursts, in three shapes, with what a detector says of them. */
import { encodeEvent } from '../../src/core/run/codec';
import type { RunEvent } from '../../src/core/run/event';
import type { HeaderEvent } from '../../src/core/run/header';
import type { BurstEffect, Profile, Step, Verdict } from '../../src/core/run/verdict';

const MB = 1e6;
const HZ = 20;
const BASELINE = 3;
const BURST = 4;
const REST = 4;
const TAIL = 14;
const FIRST_LEVEL = 12 * MB;

export const CONNECTIONS = [8, 16, 32, 64, 64, 64, 64];

/** MB that stay after each burst, and that each burst takes at most */
const SHAPES = {
  'stair-step': {
    kept: [164, 92, 159, 176, 140, 14, 3],
    taken: [202, 140, 210, 300, 290, 295, 290],
    peak: 1040,
  },
  leak: { kept: [16, 33, 65, 130, 131, 129, 130], taken: [40, 70, 120, 210, 210, 210, 205], peak: 715 },
  ragged: { kept: [1, 2, 1, 2, 1, 0, 0], taken: [200, 310, 420, 640, 650, 640, 655], peak: 662 },
} as const;
export type Shape = keyof typeof SHAPES;

export const header: HeaderEvent = {
  kind: 'header',
  format: 1,
  id: '2026-11-23T08-31-00Z-sample-service',
  startedAt: '2026-11-23T08:31:00.000Z',
  tool: 'stairstep 0.1.0',
  service: {
    name: 'sample-service',
    manifest: 'Cargo.toml',
    source: 'src/main.rs',
    profile: 'release',
    commit: '4f2a9c17d3b8e6',
  },
  machine: {
    os: 'linux',
    kernel: '6.1.0',
    arch: 'x64',
    cores: 2,
    memory: 24e9,
    libc: 'glibc 2.36',
    thp: 'madvise',
    rustc: '1.95.0',
  },
  allocator: { name: 'system', how: 'default', version: 'glibc 2.36', evidence: 'no other symbols' },
};

/** All events of a run in the order of the log, its header first. */
export function recording(shape: Shape, end: 'completed' | 'service-exited' = 'completed'): RunEvent[] {
  const { kept, taken } = SHAPES[shape];
  const timed: Exclude<RunEvent, HeaderEvent>[] = [
    { kind: 'state', t: 0, state: 'starting' },
    { kind: 'state', t: 0.1, state: 'running' },
    { kind: 'phase', t: 0.1, phase: 'baseline' },
  ];
  const bursts: BurstEffect[] = [];
  let level = FIRST_LEVEL;
  let t = BASELINE;
  for (const [i, connections] of CONNECTIONS.entries()) {
    const burst = i + 1;
    const before = level;
    level += (kept[i] ?? 0) * MB;
    const peak = before + (taken[i] ?? 0) * MB;
    timed.push({ kind: 'phase', t, phase: 'burst', burst, connections });
    for (let second = 1; second <= BURST; second++) timed.push(loadTick(t + second, connections, shape));
    timed.push({ kind: 'phase', t: t + BURST, phase: 'rest', burst });
    bursts.push({
      burst,
      connections,
      requests: 340,
      before,
      peak,
      after: level,
      keptShare: (level - before) / (peak - before),
    });
    t += BURST + REST;
  }
  const length = t + TAIL;
  timed.push({ kind: 'phase', t, phase: 'tail' });
  for (let i = 0; i < length * HZ; i++) timed.push(sampleAt(i / HZ, shape, bursts));
  for (let at = 1; at < length; at += 4) timed.push(breakdownAt(at, bursts));
  const steps = shape === 'stair-step' ? stepsOf(bursts) : [];
  for (const step of steps) {
    timed.push({ kind: 'step', t: step.end + 1.5, status: 'provisional', step });
    timed.push({ kind: 'step', t: step.end + 3.5, status: 'confirmed', step });
  }
  timed.push({
    kind: 'verdict',
    t: 30,
    provisional: true,
    verdict: { ...verdictOf(shape, steps.slice(0, 3), bursts), confidence: 0.66 },
  });
  timed.push({ kind: 'verdict', t: length, provisional: false, verdict: verdictOf(shape, steps, bursts) });
  timed.push({ kind: 'state', t: length, state: 'ended' });
  timed.push({ kind: 'end', t: length, reason: end, ...(end === 'service-exited' && { signal: 'SIGSEGV' }) });
  return [header, ...timed.sort((a, b) => a.t - b.t)];
}

/** The bytes of its file. */
export function encode(events: readonly RunEvent[]): Uint8Array {
  return new TextEncoder().encode(events.map(encodeEvent).join(''));
}

function loadTick(t: number, connections: number, shape: Shape): RunEvent & { kind: 'load' } {
  const slow = shape === 'stair-step' ? 1.4 : 1;
  return {
    kind: 'load',
    t,
    dt: 1,
    requests: Math.round((60 + connections / 3 + 5 * Math.sin(t)) / slow),
    errors: 0,
    non2xx: 0,
    sent: 30 * MB,
    p50: connections * 9 * slow,
    p99: connections * 21 * slow + 8 * Math.cos(3 * t),
  };
}

/** Repeatable, 0..1. */
function noise(t: number): number {
  const x = Math.sin(t * 127.1) * 43_758.5453;
  return x - Math.floor(x);
}

function rssAt(t: number, shape: Shape, bursts: readonly BurstEffect[]): number {
  const i = Math.floor((t - BASELINE) / (BURST + REST));
  const burst = bursts[Math.min(i, bursts.length - 1)];
  if (!burst || i < 0) return FIRST_LEVEL * Math.min(1, 0.5 + t);
  const within = t - BASELINE - Math.min(i, bursts.length - 1) * (BURST + REST);
  const { before, after, peak } = burst;
  if (within < 1) return before + (peak - before) * within * (0.9 + 0.1 * noise(t));
  if (within < BURST) return after + (peak - after) * (0.75 + 0.25 * noise(t));
  const decay = shape === 'ragged' ? Math.exp(-(within - BURST) / 0.8) : Math.exp(-(within - BURST) / 0.15);
  return after + (peak - after) * decay * 0.9;
}

function sampleAt(t: number, shape: Shape, bursts: readonly BurstEffect[]): RunEvent & { kind: 'sample' } {
  const rss = Math.round(rssAt(t, shape, bursts) / 4096) * 4096;
  const whole = Math.abs(t - Math.round(t)) < 1e-6;
  return {
    kind: 'sample',
    t,
    rss,
    ...(whole && { anon: Math.round(rss - 5.1 * MB), file: 5 * MB, shared: 0 }),
  };
}

function breakdownAt(t: number, bursts: readonly BurstEffect[]): RunEvent & { kind: 'breakdown' } {
  const i = Math.min(bursts.length - 1, Math.floor((t - BASELINE) / (BURST + REST)));
  const burst = bursts[i];
  const within = t - BASELINE - i * (BURST + REST);
  const grown = (burst ? (within > 1 ? burst.after : burst.before) : FIRST_LEVEL) - FIRST_LEVEL;
  return {
    kind: 'breakdown',
    t,
    heap: Math.round(3 * MB + grown * 0.12),
    arenas: Math.round(2 * MB + grown * 0.71),
    large: Math.round(grown * 0.17),
    other: 1 * MB,
    file: 5 * MB,
    huge: 0,
    lazyFree: 0,
  };
}

function stepsOf(bursts: readonly BurstEffect[]): Step[] {
  return bursts
    .filter(({ before, after }) => after - before > 20 * MB)
    .map(({ burst, connections, before, after }, i) => {
      const start = BASELINE + (burst - 1) * (BURST + REST) + 0.1;
      return {
        id: i + 1,
        start,
        end: start + 1.2,
        startIndex: Math.round(start * HZ),
        endIndex: Math.round((start + 1.2) * HZ),
        kept: after - before,
        burst,
        ...(connections !== undefined && { connections }),
      };
    });
}

const WORDS: Readonly<
  Record<Shape, Pick<Verdict, 'profile' | 'confidence' | 'findings' | 'reasons' | 'next'>>
> = {
  'stair-step': {
    profile: 'stair-step' satisfies Profile,
    confidence: 0.97,
    findings: ['saturated'],
    reasons: [
      { code: 'steps-hold-growth', text: 'Five steps hold 731 MB of the 748 MB that stayed after the load.' },
      {
        code: 'equal-bursts',
        text: 'The last two of four equal bursts added 14 MB and 3 MB: what was freed is used again, so it is no leak.',
      },
      { code: 'tail', text: 'Nothing was given back in 14 s of rest at the end.' },
    ],
    next: 'Compare allocators: the same load with jemalloc shows how much of the 748 MB comes back.',
  },
  leak: {
    profile: 'leak',
    confidence: 0.93,
    findings: [],
    reasons: [
      {
        code: 'equal-bursts',
        text: 'Four equal bursts added 130, 131, 129 and 130 MB: growth goes on with the requests, 382 kB for each.',
      },
      { code: 'no-ceiling', text: 'No burst reused what an earlier one had left behind.' },
    ],
    next: 'Look for what the program keeps: no allocator gives back memory that is still in use.',
  },
  ragged: {
    profile: 'ragged',
    confidence: 0.98,
    findings: [],
    reasons: [{ code: 'came-back', text: 'After each burst at least 99 % of what it took was given back.' }],
    next: 'Nothing to do: memory follows the load.',
  },
};

function verdictOf(shape: Shape, steps: Step[], bursts: BurstEffect[]): Verdict {
  return {
    ...WORDS[shape],
    steps,
    missing: [],
    baseline: FIRST_LEVEL,
    peak: SHAPES[shape].peak * MB,
    retained: bursts.at(-1)?.after ?? FIRST_LEVEL,
    bursts,
  };
}
