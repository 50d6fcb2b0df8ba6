/** Times of day, and spans that are written like them. */
import { fractionOf } from './numbers';

const DAY = 86_400;
/** A span of days may stand before it, as `ps` and Python write it. */
const CLOCK = /^(?:(\d+)(?: days?,? |-))?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))? *(AM|PM)?$/i;

export function isTimeOfDay(cell: string): boolean {
  return CLOCK.test(cell);
}

/** The hour of 24; `half` is AM or PM, where a clock counts 12. */
export function hourOf(hour: string, half: string | undefined): number {
  return half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0);
}

/** Seconds since midnight, or since the days before it began; NaN where it is none. */
export function secondsOfDay(cell: string): number {
  const match = CLOCK.exec(cell.trim());
  if (match === null) return Number.NaN;
  const [, days = '0', hours = '', minutes, seconds, digits, half] = match;
  return (
    Number(days) * DAY +
    hourOf(hours, half) * 3600 +
    Number(minutes) * 60 +
    Number(seconds) +
    fractionOf(digits)
  );
}

/** A reader for one series, which counts its midnights. Back by more than half a day is the next day. */
export function timesOfDay(): (cell: string) => number {
  let last = Number.NEGATIVE_INFINITY;
  let days = 0;
  return (cell) => {
    const seconds = secondsOfDay(cell);
    if (Number.isNaN(seconds)) return seconds;
    if (seconds < last - DAY / 2) days++;
    last = seconds;
    return seconds + days * DAY;
  };
}
