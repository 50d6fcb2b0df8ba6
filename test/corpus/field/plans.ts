/** Loads as people drive them: the usual ramp with repeats, and plans of their own. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';

export interface Plan {
  bursts: TrueBurst[];
  duration: number;
}

export interface Shape {
  sizes: number[];
  /** seconds, as a range */
  burst: [number, number];
  rest: [number, number];
  tail: [number, number];
}

/** A closed loop: each connection asks again at once, until the service has no more cores. */
export function lay(r: Random, { sizes, burst, rest, tail }: Shape): Plan {
  const each = r.scale(2, 200);
  const most = each * r.scale(4, 80);
  const length = r.between(...burst);
  const pause = r.between(...rest);
  const bursts: TrueBurst[] = [];
  let at = r.between(3, 15);
  for (const connections of sizes) {
    const to = at + length * r.between(0.95, 1.05);
    const rate = Math.min(connections * each, most) * r.between(0.93, 1.07);
    bursts.push({ from: at, to, connections, requests: Math.round(rate * (to - at)) });
    at = to + pause * r.between(0.97, 1.03);
  }
  return { bursts, duration: at - pause + r.between(...tail) };
}

export const times = (count: number, size: number): number[] => new Array<number>(count).fill(size);
const ramp = (r: Random): number[] =>
  r.pick([
    [8, 16, 32, 64],
    [8, 16, 32, 48, 64],
    [4, 8, 16, 32],
    [16, 32, 64, 128],
    [10, 25, 50, 100],
    [2, 4, 8, 16, 32],
  ]);

const USUAL = { burst: [3, 14], rest: [4, 20], tail: [20, 70] } satisfies Omit<Shape, 'sizes'>;

/** The ramp, then its largest burst again, then a long rest. */
export function usual(r: Random): Plan {
  const up = ramp(r);
  return lay(r, { ...USUAL, sizes: [...up, ...times(r.integer(3, 6), up.at(-1) ?? 64)] });
}

/** The usual plan, with rests long enough for what decays. */
export function patient(r: Random): Plan {
  const up = ramp(r);
  const sizes = [...up, ...times(r.integer(2, 4), up.at(-1) ?? 64)];
  return lay(r, { sizes, burst: [3, 9], rest: [14, 22], tail: [45, 90] });
}

export const rampOnly = (r: Random): Plan => lay(r, { ...USUAL, sizes: ramp(r) });
export const equal = (r: Random): Plan =>
  lay(r, { ...USUAL, sizes: times(r.integer(4, 10), r.pick([8, 16, 32, 50, 64, 100])) });
export const few = (r: Random): Plan =>
  lay(r, { ...USUAL, sizes: times(r.integer(2, 3), r.pick([16, 32, 64])) });
export const single = (r: Random): Plan => lay(r, { ...USUAL, sizes: [r.pick([16, 32, 50, 64, 128])] });

export function shuffled(r: Random): Plan {
  const up = ramp(r);
  const sizes = [...up, ...up, ...times(2, up.at(-1) ?? 64)];
  for (let i = sizes.length - 1; i > 0; i--) {
    const j = r.integer(0, i);
    [sizes[i], sizes[j]] = [sizes[j] ?? 8, sizes[i] ?? 8];
  }
  return lay(r, { ...USUAL, sizes });
}

/** Burst after burst without a pause to speak of, and stopped with the last. */
export function restless(r: Random): Plan {
  const up = ramp(r);
  const sizes = [...up, ...times(r.integer(0, 3), up.at(-1) ?? 64)];
  return lay(r, { sizes, burst: [6, 20], rest: [0, 0.4], tail: [0.2, 1] });
}

/** One long load at a steady rate, and a rest. */
export const steady = (r: Random): Plan =>
  lay(r, { sizes: [r.pick([4, 8, 16, 32])], burst: [70, 400], rest: [5, 10], tail: [20, 60] });

/** The same, ended early: what the recorder saw before somebody pressed Stop. */
export function cut(plan: Plan, at: number): Plan {
  const bursts = plan.bursts
    .filter((b) => b.from < at)
    .map((b) =>
      b.to <= at ? b : { ...b, to: at, requests: Math.round((b.requests * (at - b.from)) / (b.to - b.from)) },
    );
  return { bursts, duration: at };
}

/** Seconds between samples in a laboratory. */
export const interval = (r: Random): number => r.pick([0.1, 0.2, 0.25, 0.5, 0.5, 1]);
