/** Texts with placeholders, and what is put in their place in one request. */
import { randomUUID } from 'node:crypto';
import { type Placeholder, partsOf } from '../../core/plan/placeholders';

/** What one request is made from. */
export class Draw {
  private made: string | undefined;

  constructor(
    /** the same numbers in every burst */
    readonly random: () => number,
    /** which request of the run it is, from 1: no burst sends one again */
    readonly n: number,
  ) {}

  /** Unlike any in another request or another run: a service may keep what it was sent. */
  get uuid(): string {
    this.made ??= randomUUID();
    return this.made;
  }
}

export class Template {
  /** whether it is the same in every request */
  readonly isFixed: boolean;
  private readonly parts: (string | Placeholder)[];

  constructor(text: string) {
    this.parts = partsOf(text);
    this.isFixed = this.parts.every((part) => typeof part === 'string');
  }

  fill(draw: Draw): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : drawn(part, draw))).join('');
  }
}

function drawn(placeholder: Placeholder, draw: Draw): string {
  switch (placeholder.kind) {
    case 'n':
      return String(draw.n);
    case 'uuid':
      return draw.uuid;
    case 'int': {
      const { from, to } = placeholder;
      return String(from + Math.floor(draw.random() * (to - from + 1)));
    }
    default:
      return placeholder satisfies never;
  }
}
