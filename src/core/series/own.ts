/** Our own JSON: `{"t":[seconds],"y":[bytes],"load":[[from,to],...]}`, of which nothing is guessed. */
import type { LoadInterval, Series } from '../detect/series';
import { isRecord } from './json-values';
import { quoted, refuse } from './refuse';

export function isOwn(value: unknown): value is { t: unknown; y: unknown; load?: unknown } {
  return isRecord(value) && 't' in value && 'y' in value;
}

/** Errors: `usage` with the index of what is none. */
export function ownSeries(value: { t: unknown; y: unknown; load?: unknown }): Series {
  const series: Series = { t: numbers(value.t, 't'), y: numbers(value.y, 'y') };
  if (value.load !== null && value.load !== undefined) series.load = intervals(value.load);
  return series;
}

function numbers(value: unknown, name: string): number[] {
  if (!Array.isArray(value)) refuse(`"${name}" is not an array`);
  return value.map((item: unknown, i) => {
    if (typeof item === 'number') return item;
    const what = `"${name}"[${i}] is not a number: ${shown(item)}`;
    return item === null ? refuse(what, 'Leave that sample out, its time with its size.') : refuse(what);
  });
}

function intervals(value: unknown): LoadInterval[] {
  if (!Array.isArray(value)) refuse('"load" is not an array of [from, to]');
  return value.map((item: unknown, i): LoadInterval => {
    if (Array.isArray(item) && (item.length === 2 || item.length === 3)) {
      const [from, to, connections]: unknown[] = item;
      if (typeof from === 'number' && typeof to === 'number') {
        if (connections === undefined) return [from, to];
        if (typeof connections === 'number') return [from, to, connections];
      }
    }
    return refuse(`"load"[${i}] is not [from, to] or [from, to, connections]: ${shown(item)}`);
  });
}

function shown(item: unknown): string {
  return quoted(JSON.stringify(item) ?? 'undefined');
}
