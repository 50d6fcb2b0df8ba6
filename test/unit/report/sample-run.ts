import type { RunEvent, SampleEvent } from '../../../src/core/run/event';
import { RunFold } from '../../../src/core/run/fold';
import { LatencyHistogram } from '../../../src/core/run/latency';
import type { Step } from '../../../src/core/run/verdict';
import { madeUpHeader } from '../core/run/made-up-header';

const MB = 1e6;
export const CONNECTIONS = [8, 16, 32, 64, 64, 64, 64];
const KEPT = [60 * MB, 80 * MB, 126 * MB, 190 * MB, 22 * MB, 3 * MB, 0];

const latency = new LatencyHistogram();
latency.add(160, 95);
latency.add(450, 5);
const LATENCIES = latency.toCounts();

/** A stair-step of seven bursts: 3 s of baseline, each burst 4 s with 4 s of rest, 30 s of tail; 20 samples a second. */
export function sampleEvents(hz = 20): RunEvent[] {
  const events: { t: number; event: RunEvent }[] = [];
  const add = (event: Exclude<RunEvent, { kind: 'header' }>) => events.push({ t: event.t, event });
  const steps: Step[] = [];
  add({ kind: 'phase', t: 0, phase: 'baseline' });
  let floor = 12 * MB;
  let t = 3;
  for (const [i, connections] of CONNECTIONS.entries()) {
    const kept = KEPT[i] ?? 0;
    add({ kind: 'phase', t, phase: 'burst', burst: i + 1, connections });
    add({ kind: 'phase', t: t + 4, phase: 'rest', burst: i + 1 });
    for (let s = 1; s <= 4; s++)
      add({
        kind: 'load',
        t: t + s,
        dt: 1,
        requests: 100,
        errors: 0,
        non2xx: 0,
        sent: 30 * MB,
        p50: 160,
        p99: 450,
        latencies: LATENCIES,
      });
    if (kept > 20 * MB) {
      steps.push({
        id: steps.length + 1,
        start: t,
        end: t + 2,
        startIndex: Math.round(t * hz),
        endIndex: Math.round((t + 2) * hz),
        kept,
        burst: i + 1,
        connections,
      });
    }
    t += 8;
  }
  const length = t + 30;
  add({ kind: 'phase', t, phase: 'tail' });
  for (const step of steps) add({ kind: 'step', t: step.end + 5, status: 'confirmed', step });
  for (let i = 0; i < length * hz; i++) {
    const at = i / hz;
    const burst = Math.floor((at - 3) / 8);
    const within = at - 3 - burst * 8;
    const before = 12 * MB + KEPT.slice(0, Math.max(0, burst)).reduce((a, b) => a + b, 0);
    const kept = burst >= 0 ? (KEPT[burst] ?? 0) : 0;
    const busy = burst >= 0 && burst < 7 && within < 4 ? 90 * MB : 0;
    floor = before + kept * Math.min(1, Math.max(0, within / 2));
    const sample: SampleEvent = {
      kind: 'sample',
      t: at,
      rss: Math.round(floor + busy * Math.abs(Math.sin(at * 9))),
    };
    add(i % hz === 0 ? { ...sample, anon: Math.round(floor * 0.9), file: 5 * MB, shared: 0 } : sample);
  }
  add({
    kind: 'verdict',
    t: length,
    provisional: false,
    verdict: {
      profile: 'stair-step',
      confidence: 0.97,
      steps,
      findings: ['saturated'],
      reasons: [
        {
          code: 'kept',
          text: '456 MB of the 559 MB that the bursts added stayed after the load.',
          numbers: { kept: 456 * MB },
        },
        { code: 'ceiling', text: 'The last three equal bursts added 0 MB, so it is no leak.' },
      ],
      missing: [],
      next: 'Compare allocators: stairstep compare',
      baseline: 12 * MB,
      peak: 583 * MB,
      retained: 493 * MB,
      bursts: [],
    },
  });
  add({ kind: 'end', t: length, reason: 'completed' });
  const sorted = events.sort((a, b) => a.t - b.t).map(({ event }) => event);
  return [
    madeUpHeader({
      id: '2026-11-23T08-31-00Z-sample',
      startedAt: '2026-11-23T08:31:00.000Z',
      tool: 'stairstep 0.1.0',
      service: { name: 'sample-service', profile: 'release' },
      machine: { os: 'linux', kernel: '6.1', arch: 'x64', cores: 2, memory: 24e9 },
      allocator: { name: 'system', how: 'default', version: 'glibc 2.36', evidence: 'no other symbols' },
    }),
    ...sorted,
  ];
}

/** Those events, folded. */
export function sampleRun(events: readonly RunEvent[] = sampleEvents()): RunFold {
  const run = new RunFold();
  for (const event of events) run.push(event);
  return run;
}
