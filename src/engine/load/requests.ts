/** The requests of a plan as bytes on the wire, in a seeded order. */
import type { RequestSpec } from '../../core/plan/plan';
import { type BodyMaker, bodyMaker } from './bodies';
import { seededRandom } from './random';

export interface Prepared {
  /** to be sent one after the other; the last is never empty */
  pieces: readonly Buffer[];
  /** bytes of its body */
  body: number;
  /** statuses beside 2xx that are no failure */
  accept: readonly number[];
}

interface Kind {
  weight: number;
  next(random: () => number): Prepared;
}

/** Bytes up to which a request is copied together: one write costs more than so much copying. */
const SMALL = 64 * 1024;

export class RequestSource {
  private readonly kinds: Kind[];
  private readonly total: number;
  private random: () => number;

  /** `host` as the Host header has it; body files are relative to `folder` */
  constructor(
    specs: readonly RequestSpec[],
    host: string,
    folder: string,
    private readonly seed: number,
  ) {
    this.random = seededRandom(seed);
    this.total = specs.reduce((sum, { weight }) => sum + weight, 0);
    this.kinds = specs.map((spec) => ({ weight: spec.weight, next: maker(spec, host, folder) }));
  }

  /** Every burst sends the same again: only then are equal bursts equal. */
  restart(): void {
    this.random = seededRandom(this.seed);
  }

  next(): Prepared {
    return this.draw().next(this.random);
  }

  private draw(): Kind {
    let at = this.random() * this.total;
    for (const kind of this.kinds) {
      at -= kind.weight;
      if (at < 0) return kind;
    }
    const last = this.kinds.at(-1);
    if (!last) throw new Error('a plan has at least one request');
    return last;
  }
}

/** Makes the requests of one kind; one that never changes is made once. */
function maker(spec: RequestSpec, host: string, folder: string): Kind['next'] {
  const body = spec.body === undefined ? undefined : bodyMaker(spec.body, folder);
  const start = head(spec, host, body);
  const { accept } = spec;
  if (!body) return once({ pieces: [Buffer.from(`${start}\r\n`)], body: 0, accept });
  const make = (random: () => number): Prepared => {
    const content = body.make(random).filter(({ length }) => length > 0);
    const length = content.reduce((sum, piece) => sum + piece.length, 0);
    const pieces = [Buffer.from(`${start}Content-Length: ${length}\r\n\r\n`), ...content];
    return { pieces: length <= SMALL ? [Buffer.concat(pieces)] : pieces, body: length, accept };
  };
  if (!body.isFixed) return make;
  const fixed = make(() => 0);
  return once({ ...fixed, pieces: [Buffer.concat(fixed.pieces)] });
}

function once(prepared: Prepared): Kind['next'] {
  return () => prepared;
}

const LINE_BREAK = /[\r\n]+/g;

function head(spec: RequestSpec, host: string, body: BodyMaker | undefined): string {
  const headers: [string, string][] = [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ...(body ? ([['Content-Type', body.type]] satisfies [string, string][]) : []),
    ...Object.entries(spec.headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
  ];
  // the newest of a name counts
  const unique = new Map(headers.map(([name, value]) => [name.toLowerCase(), `${name}: ${value}`]));
  return [`${spec.method} ${encodeURI(spec.path)} HTTP/1.1`, ...unique.values()]
    .map((line) => `${line.replace(LINE_BREAK, ' ')}\r\n`)
    .join('');
}
