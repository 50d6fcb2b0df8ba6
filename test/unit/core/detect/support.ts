/** Series for the tests, made of what a burst leaves behind. */
import type { Evidence } from '../../../../src/core/detect/detector';
import { createDetector } from '../../../../src/core/detect/index';
import type { StepEvent, VerdictEvent } from '../../../../src/core/run/event';
import type { Verdict } from '../../../../src/core/run/verdict';

export const MB = 1e6;
export const PAGE = 4096;

export interface TestBurst {
  connections?: number;
  requests?: number;
  failed?: number;
  /** megabytes */
  peak: number;
  after: number;
}

export interface Layout {
  /** seconds */
  baseline: number;
  burst: number;
  rest: number;
  tail: number;
  hz: number;
  /** megabytes before the first burst */
  base: number;
}

export const LAYOUT: Layout = { baseline: 4, burst: 4, rest: 6, tail: 20, hz: 20, base: 7 };

export function samples(
  hz: number,
  seconds: number,
  level: (t: number) => number,
): { t: number[]; y: number[] } {
  const t = Array.from({ length: Math.floor(hz * seconds) }, (_, i) => i / hz);
  return { t, y: t.map((time) => Math.round((level(time) * MB) / PAGE) * PAGE) };
}

/** A run in which each burst rises to its peak in a second and a half, and falls to what it leaves in half a second. */
export function runOf(bursts: readonly TestBurst[], layout: Partial<Layout> = {}): Evidence[] {
  const { baseline, burst, rest, tail, hz, base } = { ...LAYOUT, ...layout };
  const begin = (k: number) => baseline + k * (burst + rest);
  const seconds = begin(bursts.length - 1) + burst + tail;
  const level = (t: number) => {
    const k = Math.floor((t - baseline) / (burst + rest));
    const current = bursts[Math.min(k, bursts.length - 1)];
    if (t < baseline || current === undefined) return base;
    const before = bursts[Math.min(k, bursts.length - 1) - 1]?.after ?? base;
    const into = t - begin(Math.min(k, bursts.length - 1));
    if (into < burst) return before + (current.peak - before) * Math.min(1, into / 1.5);
    return current.after + (current.peak - current.after) * Math.max(0, 1 - (into - burst) / 0.5);
  };
  const { t, y } = samples(hz, seconds, level);
  const evidence: Evidence[] = t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
  bursts.forEach(({ connections, requests, failed }, k) => {
    const number = k + 1;
    evidence.push({
      kind: 'phase',
      t: begin(k),
      phase: 'burst',
      burst: number,
      ...(connections === undefined ? {} : { connections }),
    });
    if (requests !== undefined) {
      const t = begin(k) + burst - 0.01;
      evidence.push({ kind: 'load', t, dt: burst - 0.02, requests, errors: 0, non2xx: failed ?? 0, sent: 0 });
    }
    evidence.push({
      kind: 'phase',
      t: begin(k) + burst,
      phase: k + 1 === bursts.length ? 'tail' : 'rest',
      burst: number,
    });
  });
  evidence.push({ kind: 'phase', t: 0, phase: 'baseline' });
  return evidence.sort((a, b) => a.t - b.t);
}

/** All that a detector says of some evidence. */
export function judged(
  evidence: readonly Evidence[],
  options: Parameters<typeof createDetector>[0] = {},
): { verdict: Verdict; steps: StepEvent[]; verdicts: VerdictEvent[] } {
  const detector = createDetector(options);
  const steps: StepEvent[] = [];
  const verdicts: VerdictEvent[] = [];
  for (const item of evidence) {
    for (const event of detector.push(item)) {
      if (event.kind === 'step') steps.push(event);
      else verdicts.push(event);
    }
  }
  const { verdict, events } = detector.finish({ reason: 'completed' });
  steps.push(...events);
  return { verdict, steps, verdicts };
}
