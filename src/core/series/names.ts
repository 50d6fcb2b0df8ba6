/** What the name of a column or of a series says of what is in it. */
import { wordsOf } from './sizes';

const TIME_WORDS = ['t', 'time', 'timestamp', 'ts', 'datetime', 'date', 'elapsed', 'uptime', 'epoch'];
/** Of a share, a count or another memory. */
const OTHERS = new Set(
  'cpu cpus percent percentage perc pct % limit virtual virt vsz vms swap free available total threads fds count requests latency rps result ratio'.split(
    ' ',
  ),
);
/** The rank of what is resident memory and nothing else. */
export const SURE = 0;
const RANKS = [
  ['rss', 'resident', 'res', 'vmrss'],
  ['workingset', 'working'],
  ['memory', 'mem', 'wss', 'ram'],
  ['value', 'bytes'],
];
/** A high-water mark, a difference or a part stands in for the level only where there is none. */
const DERIVED = new Set([
  'peak',
  'max',
  'hwm',
  'vmhwm',
  'delta',
  'diff',
  'growth',
  'anon',
  'file',
  'shmem',
  'overhead',
  'human',
  'heap',
]);

/** Whether a name is of something else than the level of a process's memory, or than a moment. */
export function saysOther(name: string): boolean {
  return wordsOf(name).some((word) => OTHERS.has(word));
}

/** How surely a name is that of resident memory: 0 is surest, undefined is not at all. */
export function rankOf(name: string): number | undefined {
  const words = wordsOf(name);
  if (saysOther(name)) return undefined;
  const rank = RANKS.findIndex((known) => known.some((word) => words.includes(word)));
  if (rank < 0) return undefined;
  return words.some((word) => DERIVED.has(word)) ? rank + RANKS.length : rank;
}

/** Whether a name is of the level of memory itself, as far as it says. */
export function saysLevel(name: string): boolean {
  return (rankOf(name) ?? Number.POSITIVE_INFINITY) < RANKS.length;
}

/** Those whose names say resident memory most surely; empty where none says anything. */
export function likeliest<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  let best = Number.POSITIVE_INFINITY;
  let found: T[] = [];
  for (const item of items) {
    const rank = rankOf(nameOf(item)) ?? Number.POSITIVE_INFINITY;
    if (rank < best) found = [];
    best = Math.min(best, rank);
    if (rank === best && rank < Number.POSITIVE_INFINITY) found.push(item);
  }
  return found;
}

export function saysTime(name: string): boolean {
  return wordsOf(name).some((word) => TIME_WORDS.includes(word));
}
