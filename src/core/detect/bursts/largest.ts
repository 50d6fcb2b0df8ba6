/** The bursts that had the most connections. */
import type { Effect } from './effects';

/** Of the most connections: a burst of so many is one of the largest. */
const LARGE = 0.9;

/** 0 where none are known. */
export const mostConnections = (effects: readonly Effect[]): number =>
  Math.max(...effects.map(({ connections = 0 }) => connections));

/** Those of about the most connections, in order; all where none are known. */
export function largestBursts(effects: readonly Effect[]): Effect[] {
  const most = mostConnections(effects);
  return effects.filter(({ connections = 0 }) => connections >= LARGE * most);
}
