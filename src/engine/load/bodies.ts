/** Bodies of requests, as pieces to be sent one after the other: cut from what was made before the first burst. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FILL } from '../../core/plan/fills';
import type { BodySpec } from '../../core/plan/plan';
import { parseBytes } from '../../core/units';
import { Letters, Records } from './fill';
import { type Draw, Template } from './template';

/** No body is larger. */
const LARGEST = 256 * 1024 * 1024;

export interface BodyMaker {
  /** its Content-Type */
  type: string;
  /** whether every body is the same */
  isFixed: boolean;
  /** The next body, as pieces. */
  make(draw: Draw): Buffer[];
}

type Sizes = Extract<BodySpec, { text: true }>['size'];

/** Body files are relative to `folder`. */
export function bodyMaker(spec: BodySpec, folder: string): BodyMaker {
  if (typeof spec === 'string') return written(spec, 'text/plain');
  if ('file' in spec) return fixed(readFileSync(path.resolve(folder, spec.file)), typeOf(spec.file));
  if ('text' in spec) {
    const letters = new Letters(largest(spec.size));
    return {
      type: 'text/plain',
      isFixed: false,
      make: ({ random }) => [letters.cut(drawSize(spec.size, random))],
    };
  }
  if (spec.size === undefined) return written(JSON.stringify(spec.json), JSON_TYPE);
  return filledJson(spec.json, spec.size);
}

function fixed(bytes: Buffer, type: string): BodyMaker {
  return { type, isFixed: true, make: () => [bytes] };
}

/** A text as it stands in the plan, with its placeholders filled. */
function written(text: string, type: string): BodyMaker {
  const template = new Template(text);
  if (template.isFixed) return fixed(Buffer.from(text), type);
  return { type, isFixed: false, make: (draw) => [Buffer.from(template.fill(draw))] };
}

const JSON_TYPE = 'application/json';
const QUOTE = Buffer.from('"');

/** JSON with its `"$text"` and `"$records"` filled so that the whole is about as large as drawn, shared evenly. */
function filledJson(json: unknown, sizes: Sizes): BodyMaker {
  const parts = JSON.stringify(json).split(FILL);
  const around = parts.map((part, i) => (i % 2 === 0 ? written(part, JSON_TYPE) : part));
  const fills = (parts.length - 1) / 2;
  const most = fills > 0 ? largest(sizes) : 0;
  const letters = new Letters(parts.includes('text') ? most : 0);
  const records = new Records(parts.includes('records') ? most : 0);
  return {
    type: JSON_TYPE,
    isFixed: false,
    make: (draw) => {
      const pieces = around.map((part) => (typeof part === 'string' ? part : part.make(draw)));
      const overhead = pieces.reduce(
        (sum, piece) => sum + (typeof piece === 'string' ? 0 : lengthOf(piece)),
        0,
      );
      const each = Math.max(0, Math.floor((drawSize(sizes, draw.random) - overhead) / Math.max(1, fills)));
      return pieces.flatMap((part) => {
        if (typeof part !== 'string') return part;
        return part === 'records' ? records.cut(each) : [QUOTE, letters.cut(Math.max(0, each - 2)), QUOTE];
      });
    },
  };
}

/** Bytes. */
export function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** Bytes: the size, one of the list, or one of the range as it is distributed. */
export function drawSize(sizes: Sizes, random: () => number): number {
  if (typeof sizes !== 'object') return bytesOf(sizes);
  if ('list' in sizes) return bytesOf(sizes.list[Math.floor(random() * sizes.list.length)] ?? 0);
  const a = bytesOf(sizes.from);
  const b = bytesOf(sizes.to);
  const from = Math.min(a, b);
  const to = Math.max(a, b);
  if (sizes.distribution === 'uniform') return Math.round(from + (to - from) * random());
  const low = Math.max(from, 1);
  return Math.round(low * (Math.max(to, 1) / low) ** random());
}

function largest(sizes: Sizes): number {
  if (typeof sizes !== 'object') return bytesOf(sizes);
  const all = 'list' in sizes ? sizes.list : [sizes.from, sizes.to];
  return Math.max(...all.map(bytesOf));
}

function bytesOf(size: string | number): number {
  return Math.min(parseBytes(size) ?? 0, LARGEST);
}

const TYPES: Readonly<Record<string, string>> = { '.json': JSON_TYPE, '.txt': 'text/plain' };

function typeOf(file: string): string {
  return TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
}
