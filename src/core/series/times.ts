/** Moments as logs and exports write them. */
import { durationOf } from './durations';
import { hasMonth, namedDate } from './named-dates';
import { type Decimal, fractionOf, parseNumber } from './numbers';
import { quoted, refuse } from './refuse';
import { wordsOf } from './sizes';
import { isUnitOfTime, secondsOfUnit } from './time-units';
import { isTimeOfDay, secondsOfDay, timesOfDay } from './times-of-day';
import { epochOf, isUnixTime, LAST_YEAR } from './unix-time';
import { secondsOfZone } from './zones';

/** Seconds of a cell; NaN where it is no time. */
export type ReadTime = (cell: string) => number;

export interface Times {
  /** how they are read, for the answer */
  says: string;
  /** a reader for one series: times of day count their midnights */
  reader: () => ReadTime;
}

/** Go prints a zone twice, and how long the program runs; Java puts the name of the zone in brackets. */
const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[T _]+|-)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?(?: *([A-Z]{3,4}|Z|[+-]\d{2}:?\d{2}|[+-]\d{2})(?:\[[\w/+-]+\]|(?: [A-Z]{3,4})?(?: m=[+-][\d.]+)?))?$/i;
/** `20261126T100000Z`, also without the letter or the seconds, and with colons */
const COMPACT =
  /^((?:19|20)\d{2})(\d{2})(\d{2})[T _-]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d+))? *(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** day.month.year, or with slashes either order */
const LOCAL = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})[, ]+(\d{1,2}:\d{2}.*)$/;

/** Whether a cell can be nothing but a date with its time, or a time of day. */
export function isMoment(cell: string): boolean {
  const bare = cell.trim();
  return bare.includes(':') && (ISO.test(bare) || LOCAL.test(bare) || isTimeOfDay(bare));
}

/** Whether a text is a number or a date: what counts rows, or says when they were. */
export function isIndex(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) || ISO.test(text);
}

/** Whether a cell can be nothing but a moment, as Unix time or with its date. */
export function isInstant(cell: string): boolean {
  const bare = cell.trim();
  return isMoment(bare) || isUnixTime(bare);
}

/** How the times of a column are read, from its name and some of its cells. */
export function timesOf(name: string, cells: readonly string[], decimal: Decimal): Times {
  const there = cells.filter((cell) => cell !== '');
  const [first = ''] = there;
  // as a number since 1970 it would lie in 1976, or in the year 2600
  if (unitOfTime(name) === undefined && there.length > 0 && there.every(isCompact))
    return { says: datesIn(first), reader: () => (cell) => date(spelledOut(cell)) };
  const number = parseNumber(first, decimal);
  if (!Number.isNaN(number)) return numeric(name, number, decimal);
  if (isTimeOfDay(first)) return { says: 'times of day', reader: timesOfDay };
  if (!Number.isNaN(durationOf(first))) return { says: 'durations', reader: () => durationOf };
  if (LOCAL.test(first)) return local(cells);
  if (hasMonth(first)) return named(first);
  return { says: datesIn(first), reader: () => (cell) => date(cell) };
}

function datesIn(first: string): string {
  const match = ISO.exec(spelledOut(first));
  return match === null || match[8] !== undefined ? 'dates' : 'dates without a zone, taken as UTC';
}

function isCompact(cell: string): boolean {
  return COMPACT.test(cell) && !Number.isNaN(date(spelledOut(cell)));
}

/** A compact date as ISO 8601 has it at length; any other cell as it is. */
function spelledOut(cell: string): string {
  const [, year, month, day, hour, minute, second = '00', digits, zone = ''] = COMPACT.exec(cell) ?? [];
  if (year === undefined) return cell;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${digits === undefined ? '' : `.${digits}`}${zone}`;
}

function unitOfTime(name: string): string | undefined {
  return wordsOf(name).findLast(isUnitOfTime);
}

function numeric(name: string, first: number, decimal: Decimal): Times {
  const word = unitOfTime(name);
  const named = word === undefined ? undefined : secondsOfUnit(word);
  const epoch = epochOf(first);
  // a clock since the start of a machine may count to numbers that look like Unix time of a larger unit
  const own = named !== undefined && Math.abs(first) * named < LAST_YEAR;
  const scale = (own ? named : epoch?.scale) ?? 1;
  const says = own ? `numbers, ${word}` : (epoch?.says ?? 'seconds');
  // a number in another unit than the first is none
  const within = (t: number) => (Math.abs(t) < LAST_YEAR ? t : Number.NaN);
  return { says, reader: () => (cell) => within(parseNumber(cell, decimal) * scale) };
}

function date(cell: string): number {
  const match = ISO.exec(cell.trim());
  if (match === null) return namedSeconds(cell, undefined);
  const [, year, month, day, hour = '0', minute = '0', second = '0', digits, zone = 'Z'] = match;
  const parts = [Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const seconds = Date.UTC(Number(year), parts[0] - 1, ...parts.slice(1)) / 1000;
  const real = new Date(seconds * 1000);
  // Date.UTC takes the 31st of June for the first of July
  if (real.getUTCDate() !== parts[1] || real.getUTCHours() !== parts[2]) return Number.NaN;
  return seconds + fractionOf(digits) - secondsOfZone(zone);
}

/** Those with a zone that is not known are right beside each other, as long as it is the same one. */
function named(first: string): Times {
  const unknown = namedDate(first)?.unknownZone;
  const says = unknown === undefined ? 'dates' : `dates, whose zone ${quoted(unknown)} is taken as UTC`;
  const reader = (cell: string) => (hasMonth(cell) ? namedSeconds(cell, unknown) : date(cell));
  return { says, reader: () => reader };
}

function namedSeconds(cell: string, unknown: string | undefined): number {
  const found = namedDate(cell);
  return found === undefined || found.unknownZone !== unknown ? Number.NaN : found.seconds;
}

function local(cells: readonly string[]): Times {
  const found = cells.map((cell) => LOCAL.exec(cell.trim())).filter((match) => match !== null);
  const points = found[0]?.[2] === '.';
  const dayFirst = points || found.some(([, first]) => Number(first) > 12);
  const monthFirst = !points && found.some(([, , , second]) => Number(second) > 12);
  const days = new Set(found.map(([, a, , b, year]) => `${a} ${b} ${year}`));
  if (!dayFirst && !monthFirst && days.size > 1)
    refuse(
      `${quoted(found[0]?.[0] ?? '')} may have the day first or the month: nothing in the file tells which`,
      'Write dates as 2026-11-26 10:00:00.',
    );
  const says = `dates with the ${dayFirst ? 'day' : 'month'} first, without a zone, taken as UTC`;
  return { says, reader: () => (cell) => localDate(cell, dayFirst) };
}

function localDate(cell: string, dayFirst: boolean): number {
  const [, a = '', , b = '', year = '', rest = ''] = LOCAL.exec(cell.trim()) ?? [];
  const [day, month] = dayFirst ? [a, b] : [b, a];
  const midnight = date(`${year.length === 2 ? `20${year}` : year}-${month}-${day}`);
  return midnight + secondsOfDay(/^\d{1,2}:\d{2}( |$)/.test(rest) ? rest.replace(/^\S+/, '$&:00') : rest);
}
