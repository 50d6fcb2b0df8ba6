/** Where resident memory lies, from `/proc/PID/smaps`: pure text -> numbers. */
import type { BreakdownEvent } from '../../core/run/event';

export type Breakdown = Omit<BreakdownEvent, 'kind' | 't'>;

const KIB = 1024;
/** glibc reserves the heap of a thread's arena in regions of this size, aligned to it */
const ARENA = 64n * 1024n * 1024n;
const LARGE = 128 * KIB;

interface Mapping {
  from: bigint;
  to: bigint;
  path: string;
  rss: number;
  anon: number;
  huge: number;
  lazy: number;
}

const HEAD = /^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \d+ *(.*)$/;
const FIELD = /^(Rss|Anonymous|AnonHugePages|LazyFree): +(\d+) kB$/;

function* mappings(text: string): Generator<Mapping> {
  let mapping: Mapping | undefined;
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    if (head) {
      if (mapping) yield mapping;
      const [, from, to, path = ''] = head;
      mapping = { from: BigInt(`0x${from}`), to: BigInt(`0x${to}`), path, rss: 0, anon: 0, huge: 0, lazy: 0 };
      continue;
    }
    const value = FIELD.exec(line);
    if (!mapping || !value) continue;
    const bytes = Number(value[2]) * KIB;
    if (value[1] === 'Rss') mapping.rss = bytes;
    else if (value[1] === 'Anonymous') mapping.anon = bytes;
    else if (value[1] === 'AnonHugePages') mapping.huge = bytes;
    else mapping.lazy = bytes;
  }
  if (mapping) yield mapping;
}

/** The start of the arena region that a mapping lies in or begins with; undefined where it goes over a border else. */
function arenaOf({ from, to }: Mapping): bigint | undefined {
  const start = from - (from % ARENA);
  return from === start || to <= start + ARENA ? start : undefined;
}

/** The starts of the arena regions that begin with a mapping: of several, where full ones beside each other are one. */
function arenasBeginningWith({ from, to, path, anon }: Mapping): bigint[] {
  if (path !== '' || from % ARENA !== 0n || anon === 0) return [];
  const starts: bigint[] = [];
  for (let start = from; start < to; start += ARENA) starts.push(start);
  return starts;
}

/** Sums the mappings of one process. An arena is known by a mapping that begins on a 64 MiB border. */
export function parseSmaps(text: string): Breakdown {
  const sum: Breakdown = { heap: 0, arenas: 0, large: 0, other: 0, file: 0, huge: 0, lazyFree: 0 };
  const all = [...mappings(text)];
  const arenas = new Set(all.flatMap(arenasBeginningWith));
  for (const mapping of all) {
    sum.huge += mapping.huge;
    sum.lazyFree += mapping.lazy;
    sum.file += mapping.rss - mapping.anon;
    const arena = mapping.path === '' ? arenaOf(mapping) : undefined;
    if (mapping.path === '[heap]') sum.heap += mapping.anon;
    else if (arena !== undefined && arenas.has(arena)) sum.arenas += mapping.anon;
    else if (mapping.path === '' && mapping.to - mapping.from >= LARGE) sum.large += mapping.anon;
    else sum.other += mapping.anon;
  }
  return sum;
}
