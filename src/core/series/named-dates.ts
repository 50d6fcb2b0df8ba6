/** Dates with the month in letters, as `date`, mail, syslog and dashboards write them. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours before or after UTC. Letters that stand for several zones, such as IST and BST, are not among them. */
const ZONES = new Map<string, number>(
  Object.entries({
    utc: 0,
    gmt: 0,
    z: 0,
    wet: 0,
    west: 1,
    cet: 1,
    cest: 2,
    eet: 2,
    eest: 3,
    msk: 3,
    jst: 9,
    kst: 9,
    aest: 10,
    aedt: 11,
    nzst: 12,
    nzdt: 13,
    est: -5,
    edt: -4,
    cst: -6,
    cdt: -5,
    mst: -7,
    mdt: -6,
    pst: -8,
    pdt: -7,
  }),
);

const MONTH = /(?<![a-z])(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/i;
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

/** Undefined for letters of which nothing is known. */
export function hoursOfZone(letters: string): number | undefined {
  return ZONES.get(letters.toLowerCase());
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
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const parts = [MONTHS.indexOf((month[1] ?? '').toLowerCase()), Number(day)] as const;
  const midnight = Date.UTC(Number(year ?? NO_YEAR), ...parts) / 1000;
  // Date.UTC takes the 31st of June for the first of July
  if (new Date(midnight * 1000).getUTCDate() !== parts[1] || hours > 23 || Number(minute) > 59)
    return undefined;
  const known = zone === undefined ? 0 : hoursOfZone(zone);
  const shift = offset === undefined ? (known ?? 0) * 3600 : offsetSeconds(offset);
  const fraction = digits === undefined ? 0 : Number(`0.${digits}`);
  return {
    seconds: midnight + hours * 3600 + Number(minute) * 60 + Number(second) + fraction - shift,
    ...(zone !== undefined && known === undefined && offset === undefined && { unknownZone: zone }),
  };
}

function offsetSeconds(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}
