import type { LoadEvent } from './event';

const COUNTS = ['requests', 'errors', 'non2xx', 'sent'] as const;
const QUANTILES = ['p50', 'p90', 'p99'] as const;
const BUCKET = /^-?\d{1,4}$/;

/**
 * Whether a value is a tick of load. Written by hand, for a day has a hundred thousand of them, and the schema takes ten
 * times as long for each.
 */
export function isLoadEvent(value: object): value is LoadEvent {
  if (!('kind' in value) || value.kind !== 'load') return false;
  const event: Readonly<Record<string, unknown>> = { ...value };
  return (
    isNumber(event.t) &&
    isNumber(event.dt) &&
    COUNTS.every((key) => isCount(event[key])) &&
    QUANTILES.every((key) => event[key] === undefined || isNumber(event[key])) &&
    isRecord(event.latencies, (key, count) => BUCKET.test(key) && isCount(count)) &&
    isRecord(event.errorKinds, (_, count) => isNumber(count))
  );
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Absent, or an object of which all entries pass. */
function isRecord(value: unknown, passes: (key: string, entry: unknown) => boolean): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([key, entry]) => passes(key, entry));
}
