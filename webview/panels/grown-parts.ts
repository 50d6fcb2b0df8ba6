/** Which parts of memory grew, from two breakdowns of it. */
import type { BreakdownEvent } from '../../src/core/run/event';
import { formatBytes } from '../../src/core/units';
import { el } from '../dom';
import type { Translate } from '../text';

export type Part = 'heap' | 'arenas' | 'large' | 'other' | 'file';

export interface GrownPart {
  part: Part;
  name: string;
  meaning: string;
  bytes: number;
}

const NAMES = {
  heap: ['main heap', 'Grown by brk: the heap of the main thread'],
  arenas: ['arenas of threads', 'Memory that the allocator keeps for threads, in regions of 64 MiB'],
  large: ['large blocks', 'Blocks that are mapped by themselves'],
  other: ['stacks and small maps', 'Stacks of threads and small anonymous maps'],
  file: ['files', 'Pages of the binary, of libraries and of mapped files'],
} as const satisfies Record<Part, readonly [string, string]>;

/** Less than this is not worth a row, bytes. */
const WORTH_SAYING = 100_000;

/** Largest first; empty where one of the two is missing. */
export function grownParts(
  before: BreakdownEvent | undefined,
  after: BreakdownEvent | undefined,
  t: Translate,
): GrownPart[] {
  if (!before || !after) return [];
  return (Object.keys(NAMES) as Part[])
    .map((part) => {
      const [name, meaning] = NAMES[part];
      return { part, name: t(name), meaning: t(meaning), bytes: after[part] - before[part] };
    })
    .filter(({ bytes }) => Math.abs(bytes) >= WORTH_SAYING)
    .sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
}

/** Undefined where there is nothing to show. */
export function grownTable(parts: readonly GrownPart[], title: string): HTMLElement | undefined {
  if (parts.length === 0) return undefined;
  const most = Math.max(...parts.map(({ bytes }) => Math.abs(bytes)));
  return el(
    'table',
    { class: 'parts' },
    el('caption', {}, title),
    el(
      'tbody',
      {},
      ...parts.map(({ name, meaning, bytes }) => {
        const bar = el('span', { class: 'bar' });
        bar.style.width = `${Math.round((Math.abs(bytes) / most) * 100)}%`;
        return el(
          'tr',
          {},
          el('th', { class: 'part-name', scope: 'row', title: meaning }, name),
          el('td', { class: 'part-bytes' }, `${bytes < 0 ? '' : '+'}${formatBytes(bytes)}`),
          el('td', { class: 'bar-cell', 'aria-hidden': 'true' }, bar),
        );
      }),
    ),
  );
}
