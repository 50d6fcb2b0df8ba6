/** Mechanisms of memory, each a series of bytes over the times it is given. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';

export const sum = (...parts: (number | number[])[]): number[] => {
  const length = Math.max(...parts.map((p) => (typeof p === 'number' ? 0 : p.length)));
  return Array.from({ length }, (_, i) =>
    parts.reduce<number>((all, p) => all + (typeof p === 'number' ? p : (p[i] ?? 0)), 0),
  );
};

export const above = (a: number[], b: number[]): number[] => a.map((x, i) => Math.max(x, b[i] ?? 0));

/** Which burst is on at each time, as its place in the list; -1 in a rest. */
export function active(t: number[], bursts: TrueBurst[]): number[] {
  let at = 0;
  return t.map((time) => {
    while (at < bursts.length && time > (bursts[at]?.to ?? 0)) at++;
    return time >= (bursts[at]?.from ?? Number.POSITIVE_INFINITY) ? at : -1;
  });
}

/** Follows a target, up with one time constant and down with another. Seconds. */
export function follow(t: number[], target: number[], up: number, down: number): number[] {
  let x = target[0] ?? 0;
  return t.map((time, i) => {
    const aim = target[i] ?? 0;
    const dt = time - (t[i - 1] ?? time);
    x += (aim - x) * (1 - Math.exp(-dt / (aim > x ? up : down)));
    return x;
  });
}

/** A wobble about 1 that remembers itself for some samples. */
export function wobble(r: Random, length: number, size: number): number[] {
  let x = 0;
  return Array.from({ length }, () => {
    x = 0.85 * x + 0.5 * r.normal();
    return Math.max(0.2, 1 + size * x);
  });
}

/** What requests in flight hold: `move` bytes at the largest burst, by a power of the connections. */
export function inFlight(r: Random, t: number[], bursts: TrueBurst[], move: number, power = 1): number[] {
  const most = Math.max(1, ...bursts.map((b) => b.connections));
  const on = active(t, bursts);
  const moves = wobble(r, t.length, r.between(0.01, 0.06));
  const target = on.map((b, i) => {
    const burst = bursts[b];
    return burst ? move * (burst.connections / most) ** power * (moves[i] ?? 1) : 0;
  });
  return follow(t, target, r.between(0.3, 2), r.between(0.1, 0.8));
}

/**
 * glibc: what was once needed at once stays, `share` of it; by fragmentation each later turn keeps a little more, ever
 * less. `trim` of 0..1: the chance that the end of a burst frees the top of a heap, and that much goes.
 */
export function highWater(
  r: Random,
  need: number[],
  { share, creep = 0, trim = 0 }: { share: number; creep?: number; trim?: number },
): number[] {
  const most = Math.max(...need);
  let kept = 0;
  let turn = 0;
  let busy = false;
  let going = 0;
  return need.map((x) => {
    const now = x > 0.05 * most;
    if (now && !busy) {
      turn++;
      going = 0;
    }
    if (!now && busy && r.chance(trim)) going = kept * r.between(0.08, 0.35);
    busy = now;
    const more = share * (1 + creep * (1 - Math.exp(-turn / 2)));
    kept = Math.max(kept, x * more);
    const step = Math.min(going, going * 0.2 + most * 0.001);
    going -= step;
    kept -= step;
    return kept;
  });
}

/** jemalloc, mimalloc: freed pages are dirty, are used again first, and decay: seconds, in a burst and in a rest. */
export function decaying(t: number[], need: number[], busy: number, idle: number): number[] {
  let dirty = 0;
  const most = Math.max(...need);
  return need.map((x, i) => {
    const rise = x - (need[i - 1] ?? x);
    const dt = (t[i] ?? 0) - (t[i - 1] ?? t[i] ?? 0);
    dirty = rise < 0 ? dirty - rise : Math.max(0, dirty - rise);
    dirty *= Math.exp(-dt / (x > 0.05 * most ? busy : idle));
    return x + dirty;
  });
}

/** How many requests have come, at each time. */
export function requestsBy(t: number[], bursts: TrueBurst[]): number[] {
  return t.map((time) =>
    bursts.reduce((all, b) => {
      const part = (time - b.from) / Math.max(1e-9, b.to - b.from);
      return all + b.requests * Math.min(1, Math.max(0, part));
    }, 0),
  );
}

/** Up to `cap`, at `share` of new entries; the last part fills slower, as keys repeat. */
export function fills(by: number[], perRequest: number, cap: number, soft: number): number[] {
  return by.map((n) => {
    const asked = n * perRequest;
    const hard = Math.min(cap, asked);
    return hard * (1 - soft) + soft * cap * (1 - Math.exp(-asked / cap));
  });
}

/** 0..1 by the hour of the day and the day of the week, with weather. */
export function traffic(r: Random, t: number[], day: number): number[] {
  const phase = r.between(0, day);
  const night = r.between(0.08, 0.45);
  const weekend = r.between(0.45, 1);
  const steep = r.between(0.8, 1.6);
  const weather = wobble(r, t.length, r.between(0.01, 0.04));
  const first = r.integer(0, 6);
  const of = new Map<number, number>();
  return t.map((time, i) => {
    const days = Math.floor((time + phase) / day);
    if (!of.has(days)) of.set(days, r.between(0.92, 1.08) * ((days + first) % 7 >= 5 ? weekend : 1));
    const sun = (0.5 - 0.5 * Math.cos((2 * Math.PI * (time + phase)) / day)) ** steep;
    return (night + (1 - night) * sun * (of.get(days) ?? 1)) * (weather[i] ?? 1);
  });
}
