/** Narrows what `JSON.parse` gives. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a value is; an empty one where it is none. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The elements that are objects. */
export function records(value: unknown): JsonRecord[] {
  return isList(value) ? value.filter(isRecord) : [];
}

/** A number, also as text; undefined where it is none, which `NaN` and `+Inf` are too. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A value as a cell of a table. */
export function cellOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
