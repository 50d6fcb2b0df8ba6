/** The requests of a plan as bytes on the wire, and the seeded order in which they are sent. */
import type { RequestSpec } from '../../core/plan/plan';
import { type Body, makeBodies } from './bodies';
import { seededRandom } from './random';

export interface Prepared {
  bytes: Buffer;
  /** bytes of its body */
  body: number;
}

interface Kind {
  weight: number;
  requests: Prepared[];
}

export class RequestPool {
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
    const random = seededRandom(seed);
    this.random = seededRandom(seed);
    this.total = specs.reduce((sum, { weight }) => sum + weight, 0);
    this.kinds = specs.map((spec) => {
      const bodies =
        spec.body === undefined ? [undefined] : makeBodies(spec.body, folder, random, 1 / specs.length);
      return { weight: spec.weight, requests: bodies.map((body) => prepare(spec, host, body)) };
    });
  }

  /** Every burst sends the same again: only then are equal bursts equal. */
  restart(): void {
    this.random = seededRandom(this.seed);
  }

  next(): Prepared {
    const kind = this.draw();
    const request = kind?.requests[Math.floor(this.random() * kind.requests.length)];
    if (!request) throw new Error('a plan has at least one request');
    return request;
  }

  private draw(): Kind | undefined {
    if (this.kinds.length === 1) return this.kinds[0];
    let at = this.random() * this.total;
    for (const kind of this.kinds) {
      at -= kind.weight;
      if (at < 0) return kind;
    }
    return this.kinds.at(-1);
  }
}

const LINE_BREAK = /[\r\n]+/g;

function prepare(spec: RequestSpec, host: string, body: Body | undefined): Prepared {
  const headers: [string, string][] = [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ...(body ? ([['Content-Type', body.type]] satisfies [string, string][]) : []),
    ...Object.entries(spec.headers),
    ...(body ? ([['Content-Length', String(body.bytes.length)]] satisfies [string, string][]) : []),
  ];
  // the newest of a name counts
  const unique = new Map(headers.map(([name, value]) => [name.toLowerCase(), `${name}: ${value}`]));
  const head = [`${spec.method} ${encodeURI(spec.path)} HTTP/1.1`, ...unique.values()]
    .map((line) => line.replace(LINE_BREAK, ' '))
    .join('\r\n');
  const bytes = body ? body.bytes : Buffer.alloc(0);
  return { bytes: Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]), body: bytes.length };
}
