/** The requests of a plan as bytes on the wire, in a seeded order. */
import { encodedPath } from '../../core/plan/placeholders';
import type { RequestSpec } from '../../core/plan/plan';
import { type BodyMaker, bodyMaker, lengthOf } from './bodies';
import { seededRandom } from './random';
import { Draw, Template } from './template';

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
  next(draw: Draw): Prepared;
}

/** Bytes up to which a request is copied together: one write costs more than so much copying. */
const SMALL = 64 * 1024;

export class RequestSource {
  private readonly kinds: Kind[];
  private readonly total: number;
  private random: () => number;
  private made = 0;

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

  /** Every burst sends the same again, but for the numbers and ids of its requests: only then are equal bursts equal. */
  restart(): void {
    this.random = seededRandom(this.seed);
  }

  next(): Prepared {
    const kind = this.pick();
    return kind.next(new Draw(this.random, ++this.made));
  }

  private pick(): Kind {
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

/** For what is the same in every request. */
const FIRST = new Draw(() => 0, 1);

/** Makes the requests of one kind; one that never changes is made once. */
function maker(spec: RequestSpec, host: string, folder: string): Kind['next'] {
  const body = spec.body === undefined ? undefined : bodyMaker(spec.body, folder);
  const start = head(spec, host, body);
  const { accept } = spec;
  const bare = (draw: Draw): Prepared => ({
    pieces: [Buffer.from(`${start.fill(draw)}\r\n`)],
    body: 0,
    accept,
  });
  if (!body) return start.isFixed ? once(bare(FIRST)) : bare;
  const make = (draw: Draw): Prepared => {
    const content = body.make(draw).filter(({ length }) => length > 0);
    const length = lengthOf(content);
    const pieces = [Buffer.from(`${start.fill(draw)}Content-Length: ${length}\r\n\r\n`), ...content];
    return { pieces: length <= SMALL ? [Buffer.concat(pieces)] : pieces, body: length, accept };
  };
  if (!body.isFixed || !start.isFixed) return make;
  const fixed = make(FIRST);
  return once({ ...fixed, pieces: [Buffer.concat(fixed.pieces)] });
}

function once(prepared: Prepared): Kind['next'] {
  return () => prepared;
}

const LINE_BREAK = /[\r\n]+/g;

function head(spec: RequestSpec, host: string, body: BodyMaker | undefined): Template {
  const headers: [string, string][] = [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ...(body ? ([['Content-Type', body.type]] satisfies [string, string][]) : []),
    ...Object.entries(spec.headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
  ];
  // the newest of a name counts
  const unique = new Map(headers.map(([name, value]) => [name.toLowerCase(), `${name}: ${value}`]));
  const lines = [`${spec.method} ${encodedPath(spec.path)} HTTP/1.1`, ...unique.values()];
  return new Template(lines.map((line) => `${line.replace(LINE_BREAK, ' ')}\r\n`).join(''));
}
