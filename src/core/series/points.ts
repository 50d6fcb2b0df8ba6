/** Pairs of a time and a value, as monitoring lists them, to a series. */
import { FoundSeries } from './found';
import { isList, type JsonRecord, numberOf, recordOf } from './json-values';
import { quoted, refuse } from './refuse';
import type { Unit } from './sizes';
import { timesOf } from './times';

/** What is the same of all readings of metrics, by how their times are written. */
export const SECONDS = { time: 'seconds since 1970', notes: [], metrics: true };
export const MILLISECONDS = { time: 'milliseconds since 1970', notes: [], metrics: true };
/** Services that write dates list the newest first, or in no order. */
export const DATES = { time: 'dates', notes: [], metrics: true, unordered: true };

export type Pair = readonly [time: unknown, value: unknown];

export function pairs(value: unknown): Pair[] {
  return isList(value) ? value.filter(isList).map(([time, size]): Pair => [time, size]) : [];
}

export function zipped(times: unknown, values: unknown): Pair[] {
  if (!isList(times) || !isList(values) || times.length !== values.length)
    refuse('a series has not as many times as values');
  return times.map((time, i): Pair => [time, values[i]]);
}

export function collected(
  name: string,
  unit: Unit | undefined,
  rows: readonly Pair[],
  scale: number,
): FoundSeries {
  const found = new FoundSeries(name, unit);
  fill(found, rows, scale);
  return found;
}

/** `scale`: of times that are numbers, to seconds. */
export function fill(found: FoundSeries, rows: readonly Pair[], scale: number): void {
  const read = timesOf('', [], '.').reader();
  rows.forEach(([time, value], i) => {
    const number = numberOf(time);
    const t = number === undefined ? read(String(time)) : number * scale;
    if (Number.isNaN(t)) refuse(`value ${i} of ${quoted(found.name)} has no time: ${quoted(String(time))}`);
    const size = numberOf(value);
    found.push(
      t,
      size === undefined ? undefined : size * (found.unit?.bytes ?? 1),
      () => `value ${i} of ${quoted(found.name)}`,
    );
  });
}

/** `job="web", pod="a"`, as PromQL writes it. */
export function labelText(labels: JsonRecord): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}="${String(value)}"`)
    .join(', ');
}

/** `{job="web"}`; nothing where there are no labels. */
export function labelsInBraces(labels: unknown): string {
  const text = labelText(recordOf(labels));
  return text === '' ? '' : `{${text}}`;
}

/** Refuses a series whose service names a unit that is none of memory. */
export function noMemory(unit: string): never {
  return refuse(
    `the series is in ${quoted(unit)}, which is no size of memory`,
    'Export resident memory, in bytes.',
  );
}
