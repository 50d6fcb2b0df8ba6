/** Moments as logs and exports write them. */
import { durationOf } from './durations';
import { hasMonth, hoursOfZone, namedDate } from './named-dates';
import { type Decimal, parseNumber } from './numbers';
import { quoted, refuse } from './refuse';
import { wordsOf } from './sizes';

/** Seconds of a cell; NaN where it is no time. */
export type ReadTime = (cell: string) => number;

export interface Times {
  /** how they are read, for the answer */
  says: string;
  /** a reader for one series: times of day count their midnights */
  reader: () => ReadTime;
}

const DAY = 86_400;
/** seconds: the year 5138 */
export const LAST_YEAR = 1e11;
const SCALES = new Map<string, number>(
  Object.entries({
    ns: 1e-9,
    nano: 1e-9,
    nanos: 1e-9,
    nanosecond: 1e-9,
    nanoseconds: 1e-9,
    unixnano: 1e-9,
    us: 1e-6,
    µs: 1e-6,
    usec: 1e-6,
    micros: 1e-6,
    microsecond: 1e-6,
    microseconds: 1e-6,
    ms: 1e-3,
    msec: 1e-3,
    msecs: 1e-3,
    millis: 1e-3,
    millisecond: 1e-3,
    milliseconds: 1e-3,
    s: 1,
    sec: 1,
    secs: 1,
    second: 1,
    seconds: 1,
    m: 60,
    min: 60,
    mins: 60,
    minute: 60,
    minutes: 60,
    h: 3600,
    hr: 3600,
    hrs: 3600,
    hour: 3600,
    hours: 3600,
    day: DAY,
    days: DAY,
  }),
);
/** Unix time in seconds */
const SINCE_2001 = 1e9;
/** Unix time of 1973 in milliseconds, and the same in smaller units: in larger ones each would be past the year 5138. */
const EPOCHS = [
  { from: 1e17, scale: 1e-9, says: 'nanoseconds since 1970' },
  { from: 1e14, scale: 1e-6, says: 'microseconds since 1970' },
  { from: 1e11, scale: 1e-3, says: 'milliseconds since 1970' },
  { from: SINCE_2001, scale: 1, says: 'seconds since 1970' },
];

/** Go prints a zone twice, and how long the program runs; Java puts the name of the zone in brackets. */
const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[T _]+|-)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?(?: *([A-Z]{3,4}|Z|[+-]\d{2}:?\d{2}|[+-]\d{2})(?:\[[\w/+-]+\]|(?: [A-Z]{3,4})?(?: m=[+-][\d.]+)?))?$/i;
/** `20261126T100000Z`, also without the letter or the seconds, and with colons */
const COMPACT =
  /^((?:19|20)\d{2})(\d{2})(\d{2})[T _-]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d+))? *(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** A span of days may stand before it, as `ps` and Python write it. */
const CLOCK = /^(?:(\d+)(?: days?,? |-))?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))? *(AM|PM)?$/i;
/** day.month.year, or with slashes either order */
const LOCAL = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})[, ]+(\d{1,2}:\d{2}.*)$/;

/** Whether a cell can be nothing but a date with its time, or a time of day. */
export function isMoment(cell: string): boolean {
  const bare = cell.trim();
  return bare.includes(':') && (ISO.test(bare) || LOCAL.test(bare) || CLOCK.test(bare));
}

/** Whether a text is a number or a date: what counts rows, or says when they were. */
export function isIndex(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) || ISO.test(text);
}

/** Whether a cell can be nothing but a moment, as Unix time or with its date. */
export function isInstant(cell: string): boolean {
  const bare = cell.trim();
  return isMoment(bare) || (/^\d{10,19}(\.\d*)?$/.test(bare) && Number(bare) >= SINCE_2001);
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
  if (CLOCK.test(first)) return { says: 'times of day', reader: clock };
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

/** `s`, `ms`, `minutes` */
export function isUnitOfTime(word: string): boolean {
  return SCALES.has(word.toLowerCase());
}

function unitOfTime(name: string): string | undefined {
  return wordsOf(name).findLast((part) => SCALES.has(part));
}

function numeric(name: string, first: number, decimal: Decimal): Times {
  const word = unitOfTime(name);
  const named = word === undefined ? undefined : SCALES.get(word);
  const epoch = EPOCHS.find(({ from }) => Math.abs(first) >= from);
  // a clock since the start of a machine may count to numbers that look like Unix time of a larger unit
  const own = named !== undefined && Math.abs(first) * named < LAST_YEAR;
  const scale = (own ? named : epoch?.scale) ?? 1;
  const says = own ? `numbers, ${word}` : (epoch?.says ?? 'seconds');
  // a number in another unit than the first is none
  const within = (t: number) => (Math.abs(t) < LAST_YEAR ? t : Number.NaN);
  return { says, reader: () => (cell) => within(parseNumber(cell, decimal) * scale) };
}

function fraction(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(`0.${digits}`);
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
  return seconds + fraction(digits) - offset(zone);
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

function offset(zone: string): number {
  if (/^[a-z]/i.test(zone)) return (hoursOfZone(zone) ?? Number.NaN) * 3600;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}

function ofDay(cell: string): number {
  const match = CLOCK.exec(cell.trim());
  if (match === null) return Number.NaN;
  const [, days = '0', hours, minutes, seconds, digits, half] = match;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/pm/i.test(half) ? 12 : 0);
  return Number(days) * DAY + hour * 3600 + Number(minutes) * 60 + Number(seconds) + fraction(digits);
}

/** Back by more than half a day is the next day. */
function clock(): ReadTime {
  let last = Number.NEGATIVE_INFINITY;
  let days = 0;
  return (cell) => {
    const seconds = ofDay(cell);
    if (Number.isNaN(seconds)) return seconds;
    if (seconds < last - DAY / 2) days++;
    last = seconds;
    return seconds + days * DAY;
  };
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
  return midnight + ofDay(/^\d{1,2}:\d{2}( |$)/.test(rest) ? rest.replace(/^\S+/, '$&:00') : rest);
}
