/** Dates with the month in letters, as `date`, mail, syslog and dashboards write them. */

import { fractionOf } from './numbers';
import { hourOf } from './times-of-day';
import { secondsOfZone } from './zones';

/** As alternatives of a regular expression. */
export const MONTH_NAMES = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const MONTHS = MONTH_NAMES.toLowerCase().split('|');

const MONTH = new RegExp(`(?<![a-z])(${MONTH_NAMES})[a-z]*`, 'i');
const CLOCK = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?/;
/** `10/Oct/2026:13:55:36`, as web servers write it: the year would be taken for an hour. */
const OF_SERVERS = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):/;
/** What JavaScript puts behind an offset: the zone in words. */
const OF_SCRIPTS = /(GMT[+-]\d{4}) \([^()]*\)$/;
/** A year between two summer times of a leap year, for those that name none, as in syslog. */
const NO_YEAR = 2000;

export interface NamedDate {
  /** seconds since 1970 */
  seconds: number;
  /** the letters of a zone of which nothing is known, taken as UTC */
  unknownZone?: string;
}

/** Whether a text may be such a date. */
export function hasMonth(text: string): boolean {
  return MONTH.test(text);
}

/** Undefined where it is none, or has more in it than a date. */
export function namedDate(given: string): NamedDate | undefined {
  const text = given.replace(OF_SERVERS, '$1 $2 $3 ').replace(OF_SCRIPTS, '$1');
  const month = MONTH.exec(text);
  const clock = CLOCK.exec(text);
  if (month === null || clock === null) return undefined;
  let rest = text
    .replace(clock[0], ' ')
    .replace(month[0], ' ')
    .replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b/i, ' ');
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.replace(found[0], ' ');
    return found?.[1];
  };
  const offset = take(/(?<=\s)(?:UTC|GMT)?([+-]\d{2}:?\d{2})\b/);
  const year = take(/(?<!\d)(\d{4})(?!\d)/);
  const day = take(/(?<!\d)(\d{1,2})(?!\d)/);
  const half = take(/\b([AP]M)\b/i);
  const zone = take(/(?<![a-z])([A-Z]{1,5})(?![a-z])/i);
  if (day === undefined || /[^\s,.@]/.test(rest)) return undefined;
  const [, hour = '', minute = '', second = '0', digits] = clock;
  const hours = hourOf(hour, half);
  const parts = [MONTHS.indexOf((month[1] ?? '').toLowerCase()), Number(day)] as const;
  const midnight = Date.UTC(Number(year ?? NO_YEAR), ...parts) / 1000;
  // Date.UTC takes the 31st of June for the first of July
  if (new Date(midnight * 1000).getUTCDate() !== parts[1] || hours > 23 || Number(minute) > 59)
    return undefined;
  const shift = secondsOfZone(offset ?? zone ?? 'Z');
  const unknown = Number.isNaN(shift);
  const local = midnight + hours * 3600 + Number(minute) * 60 + Number(second) + fractionOf(digits);
  return {
    seconds: unknown ? local : local - shift,
    ...(unknown && zone !== undefined && { unknownZone: zone }),
  };
}
