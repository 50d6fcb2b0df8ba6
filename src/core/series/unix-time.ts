/** Numbers that count from 1970. */

/** seconds: the year 5138 */
export const LAST_YEAR = 1e11;
/** Unix time in seconds */
const SINCE_2001 = 1e9;
/** Unix time of 1973 in milliseconds, and the same in smaller units: in larger ones each would be past the year 5138. */
const EPOCHS = [
  { from: 1e17, scale: 1e-9, says: 'nanoseconds since 1970' },
  { from: 1e14, scale: 1e-6, says: 'microseconds since 1970' },
  { from: 1e11, scale: 1e-3, says: 'milliseconds since 1970' },
  { from: SINCE_2001, scale: 1, says: 'seconds since 1970' },
];

/** The unit in which a number can be Unix time, as seconds in `scale`; undefined where it is too small for any. */
export function epochOf(value: number): { scale: number; says: string } | undefined {
  return EPOCHS.find(({ from }) => Math.abs(value) >= from);
}

/** Whether a cell can be nothing but Unix time. */
export function isUnixTime(cell: string): boolean {
  return /^\d{10,19}(\.\d*)?$/.test(cell) && Number(cell) >= SINCE_2001;
}
