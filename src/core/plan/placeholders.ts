/** What differs from request to request in the texts of a plan: `/users/{{n}}`, `{{uuid}}`, `{{int 1 1000}}`. */

export type Placeholder = { kind: 'n' } | { kind: 'uuid' } | { kind: 'int'; from: number; to: number };

/** For a person who wrote another one. */
export const PLACEHOLDERS = '{{n}}, {{uuid}} or {{int 1 1000}}';

const ANY = /\{\{([^{}]*)\}\}/;
const INT = /^int\s+(\d{1,15})\s+(\d{1,15})$/;

/** The text around the placeholders, and these, in order. One that is not known is text. */
export function partsOf(text: string): (string | Placeholder)[] {
  // every second piece is what stood within braces
  return text.split(ANY).map((piece, i) => (i % 2 === 0 ? piece : (parse(piece) ?? `{{${piece}}}`)));
}

/** The first that is not known, with its braces. */
export function unknownPlaceholder(text: string): string | undefined {
  const unknown = text.split(ANY).find((piece, i) => i % 2 === 1 && parse(piece) === undefined);
  return unknown === undefined ? undefined : `{{${unknown}}}`;
}

const ENCODED = /%25(?=[\dA-Fa-f]{2})/g;
const HALF_A_CHARACTER = /\p{Surrogate}/gu;

/**
 * A path as it is sent: what it may not hold percent-encoded, but for its placeholders. What is encoded already stays as it
 * is (RFC 3986, section 2.4).
 */
export function encodedPath(path: string): string {
  return path
    .split(ANY)
    .map((piece, i) => (i % 2 === 0 ? encoded(piece) : `{{${piece}}}`))
    .join('');
}

function encoded(text: string): string {
  return encodeURI(text.replace(HALF_A_CHARACTER, '\ufffd')).replace(ENCODED, '%');
}

function parse(inner: string): Placeholder | undefined {
  const name = inner.trim();
  if (name === 'n' || name === 'uuid') return { kind: name };
  const [, a, b] = INT.exec(name) ?? [];
  if (a === undefined || b === undefined) return undefined;
  return { kind: 'int', from: Math.min(Number(a), Number(b)), to: Math.max(Number(a), Number(b)) };
}
