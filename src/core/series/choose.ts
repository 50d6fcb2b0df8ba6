/** The one series that is to be judged, of those that a file has; its samples in order. */
import type { Series } from '../detect/series';
import { formatBytes } from '../units';
import type { FoundSeries, Reading, ReadSeries } from './found';
import { likeliest, rankOf } from './names';
import { quoted, refuse } from './refuse';
import { levelsByTurns } from './turns';

/** So little is no process of ours: even one that does nothing has some 500 kB. */
const UNLIKELY = 1e6;
/** samples, of which a shape is said: of numbers so small it would be `flat`, whatever they do */
const JUDGED = 10;
/** seconds between samples: more than people wait, and what a millisecond looks like */
const RARE = 100;
/** seconds between samples: nothing measures a process so often, and 10 s are such a part of a day */
const DENSE = 1e-3;
/** bytes: no machine has so much */
const TOO_MUCH = 1e15;
const MOST_NAMES = 10;

/** Refused where none is meant, or more than one, or where its samples contradict each other. */
export function choose(reading: Reading, wanted: string | undefined): ReadSeries {
  const found = chosen(reading, wanted);
  const notes = [...reading.notes];
  const { unit } = found;
  if (unit?.doubt !== undefined) notes.push(unit.doubt);
  if (reading.metrics === true && rankOf(found.name) === undefined)
    notes.push('nothing in its name says that it is resident memory');
  if (found.repeated > 0) notes.push(`${counted(found.repeated)} stood there twice`);
  if (found.missing > 0) notes.push(`${counted(found.missing)} without a size left out`);
  const series = living(ordered(found, reading.unordered === true, notes), notes);
  const turns = levelsByTurns(series.y);
  if (turns !== undefined)
    notes.push(
      `its sizes are of ${turns} levels by turns: if the samples are of several processes, name what tells them apart pid or pod`,
    );
  const apart = ((series.t.at(-1) ?? 0) - (series.t[0] ?? 0)) / (series.t.length - 1);
  if (reading.time === 'seconds' && apart >= RARE)
    notes.push(
      `times are taken as seconds, ${Math.round(apart)} apart: if they are milliseconds, name the column so, such as time_ms`,
    );
  if (reading.time === 'seconds' && apart < DENSE)
    notes.push(
      `times are taken as seconds, ${Number(apart.toPrecision(1))} apart: if they are the days of a spreadsheet, give the column the format of a date before it is saved`,
    );
  const peak = series.y.reduce((most, size) => Math.max(most, size), 0);
  if (peak === 0 && series.y.length > 0) notes.push('all sizes are 0: nothing was measured');
  if (peak > TOO_MUCH)
    refuse(
      `read in ${unit?.name ?? 'bytes'} the sizes would be up to ${formatBytes(peak)}, more than any machine has`,
      'Name the column by the unit that its numbers have, such as rss_bytes.',
    );
  if (unit === undefined && peak > 0 && peak < UNLIKELY && series.y.length >= JUDGED)
    refuse(
      `no unit is named, and as bytes the sizes would be at most ${peak}, less than any process has`,
      'Put the unit into the name of the column, such as rss_mib, or rss_kib for what `ps` prints; or take a division out of the query.',
    );
  if (unit === undefined && peak > 0 && peak < UNLIKELY)
    notes.push(
      `no unit is named, so the sizes are taken as bytes, at most ${peak}: if they are KiB or MiB, name the column so, such as rss_kib`,
    );
  return {
    series,
    read: {
      format: reading.format,
      series: found.name === '' ? null : quoted(found.name),
      unit: unit?.name ?? 'bytes, as no unit is named',
      time: reading.time,
      samples: series.t.length,
      notes,
    },
  };
}

/** Without the zeros at the end, which would be read as a restart: an exited process has no memory left. */
function living(series: Series, notes: string[]): Series {
  const { t, y } = series;
  const end = y.findLastIndex((size) => size > 0) + 1;
  if (end === 0 || end === y.length) return series;
  notes.push(`the process had ended: ${counted(y.length - end)} of size 0 at the end left out`);
  return { ...series, t: t.slice(0, end), y: y.slice(0, end) };
}

function counted(count: number): string {
  return count === 1 ? '1 sample' : `${count} samples`;
}

/** Those that can be meant. */
function candidates({ found, metrics }: Reading, wanted: string | undefined): readonly FoundSeries[] {
  const asked = wanted?.toLowerCase();
  const exact = found.filter(({ name }) => name.toLowerCase() === asked);
  const matching =
    asked === undefined ? found : found.filter(({ name }) => name.toLowerCase().includes(asked));
  const all = exact.length > 0 ? exact : matching;
  const likely = metrics === true ? likeliest(all, ({ name }) => name) : [];
  return likely.length > 0 ? likely : all;
}

/** The names of those that can be meant, where there are several to choose from. */
export function namesOf(reading: Reading): string[] {
  return candidates(reading, undefined).map(({ name }) => name);
}

function chosen(reading: Reading, wanted: string | undefined): FoundSeries {
  const { found, format } = reading;
  const among = candidates(reading, wanted);
  const [only] = among;
  if (only !== undefined && among.length === 1) return only;
  if (found.length === 0)
    refuse(
      `there are no samples in it (read as ${format})`,
      'See whether the recording or the query gave anything.',
    );
  if (among.length === 0)
    refuse(
      `no series in it is named like "${quoted(wanted ?? '')}": it has ${listed(found)}`,
      'Take a part of one of these names.',
    );
  const names = new Set(among.map(({ name }) => name));
  return refuse(
    `it has ${among.length} series: ${listed(among)}`,
    names.size === 1
      ? 'Give each a name of its own, such as by its pid or its instance: they have the same.'
      : {
          terminal: 'Say which one with --series and a part of its name.',
          editor: 'Read the file again, and choose one.',
        },
  );
}

/** Of all processes of a machine the largest are meant before its first ones. */
function listed(found: readonly FoundSeries[]): string {
  const peak = ({ y }: FoundSeries) => y.reduce((most, size) => Math.max(most, size), 0);
  const many = found.length > MOST_NAMES;
  const sorted = many ? found.toSorted((a, b) => peak(b) - peak(a)) : found;
  const names = sorted.slice(0, MOST_NAMES).map(({ name }) => quoted(name) || 'one without a name');
  return `${names.join('; ')}${many ? `; and ${found.length - MOST_NAMES} more` : ''}`;
}

/** Samples by time. A file that has them newest first, or in no order by design, is sorted. */
function ordered(found: FoundSeries, unordered: boolean, notes: string[]): Series {
  const { t, y, load } = found;
  if (found.clash !== undefined && !unordered)
    refuse(
      found.clash,
      'Give one sample a moment, with fractions of a second where it needs them; of several processes, name a column pid, so that one can be chosen.',
    );
  if (found.back === undefined) return { t, y, ...(load && { load }) };
  if (!unordered && !found.reversed)
    refuse(
      found.back,
      'Sort the lines by time; where a clock was set back, write the times with their zone.',
    );
  notes.push(
    'its samples are not in the order of time, and were sorted: the indices of steps count them sorted',
  );
  const order = t.map((_, i) => i).sort((a, b) => (t[a] ?? 0) - (t[b] ?? 0));
  return {
    t: order.map((i) => t[i] ?? 0),
    y: order.map((i) => y[i] ?? 0),
    ...(load && { load: load.map(([from, to, ...connections]) => [to, from, ...connections]) }),
  };
}
