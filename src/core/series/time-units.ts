/** Units of time, as the names of columns and the cells below them write them. */

const SECONDS = new Map<string, number>(
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
    day: 86_400,
    days: 86_400,
  }),
);

/** Seconds of `s`, `ms`, `minutes`; undefined where the word is no unit of time. */
export function secondsOfUnit(word: string): number | undefined {
  return SECONDS.get(word.toLowerCase());
}

export function isUnitOfTime(word: string): boolean {
  return secondsOfUnit(word) !== undefined;
}
