/** Which bursts did again what one before them did. */
import type { Effect } from './effects';

/**
 * Bursts before which there was one that did at least as much; the very first never is one. Earlier bursts are kept as
 * a Pareto front (Kung, Luccio and Preparata 1975), which stays short however many there were.
 */
export function repeatsOf(effects: readonly Effect[]): Effect[] {
  let front: Effect[] = [];
  return effects.filter((effect) => {
    const repeat = front.some((before) => covers(before, effect, 0.6));
    if (!front.some((before) => covers(before, effect, 1))) {
      front = [...front.filter((before) => !covers(effect, before, 1)), effect];
    }
    return repeat;
  });
}

/** Whether `a` had as many connections as `b` and did at least that share of its work. */
export function covers(a: Effect, b: Effect, share: number): boolean {
  return (a.connections ?? 0) >= (b.connections ?? 0) && a.weight >= share * b.weight;
}
