/** Questions to a level without noise that need no load. */
import type { Seen } from './observe';
import { MB, type Scene } from './scene';
import { highest, indexAt, lowest } from './steps';

interface Span {
  from: number;
  to: number;
}

/** The longest time without a restart. */
function epoch({ t }: Seen, restarts: number[] = []): Span {
  const marks = [t[0] ?? 0, ...restarts, t.at(-1) ?? 0];
  const spans = marks.slice(1).map((to, i) => ({ from: marks[i] ?? 0, to }));
  return spans.reduce((best, s) => (s.to - s.from > best.to - best.from ? s : best), { from: 0, to: 0 });
}

/** The lowest point of each part of a span. */
function floors({ t, clean }: Seen, { from, to }: Span, parts: number): number[] {
  const at = (k: number) => indexAt(t, from + ((to - from) * k) / parts);
  return Array.from({ length: parts }, (_, k) => lowest(clean, at(k), at(k + 1)));
}

/** Whether the floor rises in every part, by 0.35 to 2 of the mean, and in all by more than noise and swing. */
export function evenGrowth(seen: Seen, scene: Scene, within?: Span): boolean {
  const whole = within ?? epoch(seen, scene.restarts);
  // without the start, and without a sample that was late into a restart
  const length = whole.to - whole.from;
  const span = { from: whole.from + length * 0.08, to: whole.to - length * 0.005 };
  const parts = scene.cycle ? Math.min(8, Math.floor((span.to - span.from) / scene.cycle)) : 8;
  if (parts < 3) return false;
  const low = floors(seen, span, parts);
  const gains = low.slice(1).map((x, i) => x - (low[i] ?? x));
  const total = (low.at(-1) ?? 0) - (low[0] ?? 0);
  const mean = total / gains.length;
  const enough = Math.max(4 * MB, 0.08 * (low[0] ?? 0), 5 * seen.noise);
  return total >= enough && gains.every((g) => g >= 0.35 * mean && g <= 2 * mean);
}

export interface Range {
  floor: number;
  size: number;
  /** the lowest point of the last part */
  end: number;
}

/** How far it moved, without the first twentieth, and where it ended: over a cycle, or the last tenth. */
export function swing({ t, clean }: Seen, scene: Scene): Range {
  const duration = (t.at(-1) ?? 0) - (t[0] ?? 0);
  const first = indexAt(t, (t[0] ?? 0) + duration * (scene.shown ? 0 : 0.05));
  const floor = lowest(clean, first, clean.length);
  const end = lowest(clean, indexAt(t, (t.at(-1) ?? 0) - (scene.cycle ?? duration * 0.1)), clean.length);
  return { floor, size: highest(clean, first, clean.length) - floor, end };
}

/** How often it went from above 60 % of its range to below 35 %. */
export function returns({ clean }: Seen, { floor, size }: Range): number {
  let high = false;
  let count = 0;
  for (const x of clean) {
    if (x > floor + 0.6 * size) high = true;
    else if (high && x < floor + 0.35 * size) {
      high = false;
      count++;
    }
  }
  return count;
}

/** Bytes between the highest and the lowest point of a process; what half an hour around a restart does is not counted. */
export function moved({ t, clean }: Seen, restarts: number[] = []): number {
  const ends = [...restarts, Number.POSITIVE_INFINITY];
  const own = ends.map((end, k) => {
    const begun = restarts[k - 1] ?? Number.NEGATIVE_INFINITY;
    const kept = clean.filter((_, i) => {
      const time = t[i] ?? 0;
      const calm = !restarts.some((x) => time >= x - 300 && time < x + 1800);
      return time >= begun && time < end && calm;
    });
    return kept.length > 0 ? highest(kept, 0, kept.length) - lowest(kept, 0, kept.length) : 0;
  });
  return Math.max(...own);
}

/** Rose from the beginning, over a tenth of the time and more but no more than two thirds, and then stayed. */
export function saturates(seen: Seen, scene: Scene): boolean {
  const span = epoch(seen, scene.restarts);
  const [from, to] = [indexAt(seen.t, span.from), indexAt(seen.t, span.to)];
  const part = seen.clean.slice(from, to);
  const times = seen.t.slice(from, to);
  const [first, last] = [part[0] ?? 0, highest(part, 0, part.length)];
  const growth = last - first;
  const full = times[part.findIndex((x) => x >= first + 0.9 * growth)] ?? 0;
  const begun = times[part.findIndex((x) => x >= first + 0.1 * growth)] ?? 0;
  const share = (time: number) => (time - span.from) / (span.to - span.from);
  const start = scene.nature === 'warm-up' ? 0 : 0.1;
  const rest = lowest(part, Math.floor(part.length * 0.67), part.length);
  return (
    share(full) >= start &&
    share(full) <= 0.6 &&
    share(begun) <= 0.12 &&
    rest >= last - Math.max(2 * MB, 0.12 * growth, 0.02 * last)
  );
}
