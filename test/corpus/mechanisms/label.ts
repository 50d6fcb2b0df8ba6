import type { Labelled, TrueBurst, TrueStep } from '../generator/labelled';
import { MB } from './allocators';
import type { Observed } from './observe';

/** What a burst kept. Bytes. */
export interface Effect {
  burst: Window;
  before: number;
  peak: number;
  after: number;
}

export type Window = { from: number; to: number; connections: number };

const firstAt = (t: number[], time: number): number => {
  const i = t.findIndex((x) => x >= time);
  return i < 0 ? t.length : i;
};

/** What each burst left, read from the clean level. */
export function effects(t: number[], clean: number[], windows: Window[]): Effect[] {
  return windows.map((burst, k) => {
    const a = firstAt(t, burst.from);
    const next = windows[k + 1];
    const b = next ? firstAt(t, next.from) : t.length;
    const before = clean[Math.max(0, a - 1)] ?? 0;
    const after = clean[b - 1] ?? before;
    return { burst, before, after, peak: Math.max(before, ...clean.slice(a, b)) };
  });
}

/** The steps that bursts left; rises under 0.3 MB are no steps at all. */
export function stepsOf(seen: Observed, truth: number[], windows: Window[]): TrueStep[] {
  const all = effects(seen.t, truth, windows);
  const growth = all.reduce((sum, e) => sum + Math.max(0, e.after - e.before), 0);
  const steps: TrueStep[] = [];
  for (const [k, e] of all.entries()) {
    const bytes = e.after - e.before;
    if (bytes < 0.3 * MB) continue;
    const a = Math.max(0, firstAt(seen.t, e.burst.from) - 1);
    const next = all[k + 1];
    const b = next ? firstAt(seen.t, next.burst.from) : truth.length;
    let end = a + 1;
    // a per cent short is there: a pool nears its size without end
    while (end < b - 1 && (truth[end] ?? 0) < e.after - 0.01 * bytes) end += 1;
    let start = a;
    for (let i = a; i < end; i += 1) if ((truth[i] ?? 0) <= e.before + 0.01 * bytes) start = i;
    let over = end;
    while (over < b - 1 && (truth[over] ?? 0) < e.before + 0.98 * (e.peak - e.before)) over += 1;
    const least = Math.max(3 * MB, 0.04 * e.before, 3 * seen.noise, 0.05 * growth);
    const rampEnd = seen.t[over] ?? e.burst.to;
    steps.push({ start, end, rampEnd, bytes, optional: bytes < least });
  }
  return steps;
}

/** Whether a staircase under a known load can be told: it rose, was kept, and equal bursts add no more. */
export function saturates(seen: Observed, bursts: TrueBurst[]): boolean {
  const all = effects(seen.t, seen.clean, bursts);
  const most = Math.max(...bursts.map((b) => b.connections));
  const equal = all.filter((e) => e.burst.connections === most);
  const before = all[0]?.before ?? 0;
  const growth = (all.at(-1)?.after ?? before) - before;
  const swing = Math.max(...all.map((e) => e.peak)) - before;
  const kept = (some: Effect[]): number => some.reduce((sum, e) => sum + Math.max(0, e.after - e.before), 0);
  const late = kept(equal.slice(-2));
  // equal bursts must be seen to add less and less, or next to nothing from the start
  const bends = late < 0.05 * growth || late < 0.5 * kept(equal.slice(0, 2));
  const clear = growth > Math.max(8 * MB, 0.08 * before, 5 * seen.noise);
  return equal.length >= 3 && clear && growth > 0.5 * swing && late < 0.15 * growth && bends;
}

/** Mandatory steps. */
export const solid = (steps: TrueStep[]): number => steps.filter((s) => !s.optional).length;

export type Case = Omit<Labelled, 'id' | 'family'>;

export function caseOf(
  seen: Observed,
  bursts: TrueBurst[],
  profile: Case['profile'],
  nature: Case['nature'],
  known: boolean,
  unknown: boolean,
  steps: TrueStep[] = [],
): Case {
  return { t: seen.t, y: seen.y, bursts, steps, profile, nature, decidable: { known, unknown } };
}

/** A case whose label rests on the connections or requests of the bursts: their times alone do not tell it. */
export function withoutTimes(one: Case): Case {
  return { ...one, decidable: { ...one.decidable, times: false } };
}
