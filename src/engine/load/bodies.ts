/** Bodies of requests, made before a burst begins so that making them costs the load nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BodySpec } from '../../core/plan/plan';
import { parseBytes } from '../../core/units';

/** Bytes of ready-made requests that are kept, over all kinds; at least one of each kind. */
export const POOL_BYTES = 24 * 1024 * 1024;
const POOL_ENTRIES = 256;
/** No body is larger. */
export const LARGEST = 256 * 1024 * 1024;

export interface Body {
  bytes: Buffer;
  type: string;
}

type Sizes = Extract<BodySpec, { text: true }>['size'];

/** The bodies that one request draws from, evenly; `share` of the pool is its own. */
export function makeBodies(spec: BodySpec, folder: string, random: () => number, share: number): Body[] {
  if (typeof spec === 'string') return [{ bytes: Buffer.from(spec), type: 'text/plain' }];
  if ('file' in spec) {
    const bytes = readFileSync(path.resolve(folder, spec.file));
    return [{ bytes, type: typeOf(spec.file) }];
  }
  if ('text' in spec)
    return drawSizes(spec.size, random, share).map((size) => ({ bytes: letters(size), type: 'text/plain' }));
  const type = 'application/json';
  if (spec.size === undefined) return [{ bytes: Buffer.from(JSON.stringify(spec.json)), type }];
  return drawSizes(spec.size, random, share).map((size) => ({ bytes: fillJson(spec.json, size), type }));
}

/**
 * Sizes in bytes. A range is cut into as many equal parts as there is room for, and one size drawn from each, so that
 * even a few stand for the whole of it; then they are shuffled.
 */
export function drawSizes(sizes: Sizes, random: () => number, share: number): number[] {
  if (typeof sizes !== 'object') return [bytesOf(sizes)];
  if ('list' in sizes) return shuffle(sizes.list.map(bytesOf), random);
  const [from, to] = [bytesOf(sizes.from), bytesOf(sizes.to)].sort((a, b) => a - b);
  if (from === undefined || to === undefined || from === to) return [from ?? 0];
  const logarithmic = sizes.distribution === 'log-uniform';
  const low = Math.max(from, 1);
  const at = (u: number) => Math.round(logarithmic ? low * (to / low) ** u : from + (to - from) * u);
  const mean = logarithmic ? (to - low) / Math.log(to / low) : (from + to) / 2;
  const room = Math.min(POOL_ENTRIES, Math.max(1, Math.floor((POOL_BYTES * share) / mean)));
  return shuffle(
    Array.from({ length: room }, (_, i) => at((i + random()) / room)),
    random,
  );
}

function bytesOf(size: string | number): number {
  return Math.min(parseBytes(size) ?? 0, LARGEST);
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

const ALPHABET = 'The quick brown fox jumps over the lazy dog and runs on. ';

function letters(size: number): Buffer {
  return Buffer.alloc(size, ALPHABET);
}

const FILL = /"\$(text|records)"/g;

/** JSON with its `"$text"` and `"$records"` filled so that the whole is about `size` bytes, shared evenly. */
export function fillJson(json: unknown, size: number): Buffer {
  const template = JSON.stringify(json);
  const parts = template.split(FILL);
  const fills = (parts.length - 1) / 2;
  if (fills === 0) return Buffer.from(template);
  const fixed = parts.filter((_, i) => i % 2 === 0).reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const each = Math.max(0, Math.floor((size - fixed) / fills));
  return Buffer.concat(
    parts.map((part, i) => {
      if (i % 2 === 0) return Buffer.from(part);
      return part === 'text' ? Buffer.from(`"${letters(Math.max(0, each - 2)).toString()}"`) : records(each);
    }),
  );
}

/** An array of small objects, as an API would send: many small allocations for who parses it. */
function records(size: number): Buffer {
  const rows: string[] = [];
  let length = 2;
  for (let id = 1; ; id++) {
    const row = JSON.stringify({
      id,
      name: `widget ${id}`,
      tags: ['small', `batch ${id % 7}`],
      price: (id * 37) % 1000,
      stocked: id % 3 === 0,
    });
    if (length + row.length + 1 > size && rows.length > 0) break;
    rows.push(row);
    length += row.length + 1;
  }
  return Buffer.from(`[${rows.join(',')}]`);
}

const TYPES: Readonly<Record<string, string>> = { '.json': 'application/json', '.txt': 'text/plain' };

function typeOf(file: string): string {
  return TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
}
