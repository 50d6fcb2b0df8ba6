/** Which columns of a table have the time, the size, the load, and the name of a series. */

import { likeliest, saysLevel, saysOther, saysTime } from './names';
import { noTime } from './no-time';
import { isMissing } from './numbers';
import { quoted, refuse } from './refuse';
import { hasUnit, wordsOf } from './sizes';
import { isInstant, isMoment } from './times';

export interface Columns {
  time: number;
  /** the time of day, where `time` has but the day */
  clock?: number;
  sizes: number[];
  /** whether a name said that they are sizes */
  named: boolean;
  /** those that tell which series a row is of */
  labels: number[];
  /** those that name it as well, and may change in its course, as the command of a process does */
  nicknames: number[];
  load?: number;
  connections?: number;
}

const TIME =
  't time timestamp _time ts seconds date datetime begintimeseconds clock milliseconds minute minutes hours'.split(
    ' ',
  );
/** Since something began: less than a date. */
const SPANS = ['elapsed', 'uptime'];
const SIZE = ['rss', 'y', 'value', '_value', 'bytes', 'memory', 'resident', 'rss_bytes'];
const LOAD = ['load', 'burst', 'phase'];
const CONNECTIONS = ['connections'];
/** As `labelOf` has them. */
const LABELS = new Set(
  'pid processid series pod podname container containerid containername process processname service servicename app comm command cmd instance host hostname name node namespace metric table measurement field'.split(
    ' ',
  ),
);
const PIDS = ['pid', 'processid'];
const NICKNAMES = new Set(['process', 'processname', 'comm', 'command', 'cmd', 'name']);
/** Errors: `usage` where the time or the size is not to be told from the rest. */
export function columnsOf(header: readonly string[], probe: readonly (readonly string[])[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const time =
    exactly(names, TIME) ??
    indexOf(header, (name) => saysOnlyTime(name) && !wordsOf(name).some((word) => SPANS.includes(word))) ??
    indexOf(header, saysOnlyTime) ??
    onlyMoments(header, probe) ??
    unnamedIndex(header, probe) ??
    indexOf(header, saysTime) ??
    noTime(header);
  const clock =
    names[time] === 'date'
      ? exactly(names, ['time'])
      : names[time] === 'time'
        ? splitDay(names, probe)
        : undefined;
  if (isMoment(header[time] ?? '')) noTime(header);
  const load = exactly(names, LOAD);
  const connections = exactly(names, CONNECTIONS);
  const used = new Set([time, clock, load, connections]);
  const free = names.flatMap((_, i) => (used.has(i) ? [] : [i]));
  const naming = free.filter((i) => LABELS.has(labelOf(header[i] ?? '')));
  const numbered = naming.some((i) => PIDS.includes(labelOf(header[i] ?? '')));
  const labels = numbered ? naming.filter((i) => !NICKNAMES.has(labelOf(header[i] ?? ''))) : naming;
  const { sizes, named } = sizesOf(
    header,
    names,
    free.filter((i) => !naming.includes(i)),
    probe,
  );
  if (sizes.length === 0) refuse(`the header has a time, but no size: ${quoted(header.join(', '))}`);
  return {
    // `time` and `date` beside each other: the day comes first
    ...(clock !== undefined && names[time] === 'time'
      ? { time: clock, clock: time }
      : { time, ...(clock !== undefined && { clock }) }),
    sizes,
    named,
    labels,
    nicknames: naming.filter((i) => !labels.includes(i)),
    ...(load !== undefined && { load }),
    ...(connections !== undefined && { connections }),
  };
}

/** `% Processor Time` is none. */
function saysOnlyTime(name: string): boolean {
  return saysTime(name) && !saysOther(name);
}

/** `Pod Name`, `pod_name` and `podName` are one label. */
function labelOf(name: string): string {
  return wordsOf(name).join('');
}

function indexOf(header: readonly string[], is: (name: string) => boolean): number | undefined {
  const i = header.findIndex(is);
  return i < 0 ? undefined : i;
}

/** The one column with nothing but dates or times of day, under a name in another language. */
function onlyMoments(header: readonly string[], probe: readonly (readonly string[])[]): number | undefined {
  if (probe.length === 0 || header.some((name) => /^[\d.,:]+$/.test(name.trim()))) return undefined;
  const found = header.flatMap((_, i) => (probe.every((row) => isMoment(row[i] ?? '')) ? [i] : []));
  return found.length === 1 ? found[0] : undefined;
}

/** The first column, which pandas leaves without a name. */
function unnamedIndex(header: readonly string[], probe: readonly (readonly string[])[]): number | undefined {
  const dated = probe.length > 0 && probe.every(([cell = '']) => isInstant(cell));
  return header[0]?.trim() === '' && dated ? 0 : undefined;
}

function splitDay(names: readonly string[], probe: readonly (readonly string[])[]): number | undefined {
  const day = exactly(names, ['date']);
  return day !== undefined && /^\d+[-/.]\d+[-/.]\d+$/.test(probe[0]?.[day]?.trim() ?? '') ? day : undefined;
}

function sizesOf(
  header: readonly string[],
  names: readonly string[],
  free: readonly number[],
  probe: readonly (readonly string[])[],
): Pick<Columns, 'sizes' | 'named'> {
  const exact = exactly(names, SIZE);
  if (exact !== undefined) return { sizes: [exact], named: true };
  const shares = (i: number) => probe.length > 0 && probe.every((row) => /%\s*$/.test(row[i] ?? '%'));
  const ranked = likeliest(
    free.filter((i) => !shares(i)),
    (i) => header[i] ?? '',
  );
  if (ranked.length > 0) return { sizes: ranked, named: ranked.every((i) => saysLevel(header[i] ?? '')) };
  const counted = free.filter((i) => {
    if (saysOther(header[i] ?? '') || names[i] === '') return false;
    const cells = probe.map((row) => row[i] ?? '').filter((cell) => !isMissing(cell));
    return cells.length > 0 && cells.every((cell) => /^[+-]?[\d.,]+$/.test(cell.trim()) || hasUnit(cell));
  });
  return { sizes: counted, named: false };
}

function exactly(names: readonly string[], wanted: readonly string[]): number | undefined {
  return wanted.map((name) => names.indexOf(name)).find((i) => i >= 0);
}
