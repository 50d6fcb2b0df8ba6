/** Refusals of what is no series: what is wrong where, and what would be taken. */
import { UserError } from '../errors';
import { plainText } from '../text';

/** Where a refusal is read: what to do about it may differ. */
export type Place = 'terminal' | 'editor';
export type Remedy = string | Readonly<Record<Place, string>>;

const SHAPES = 'Give {"t":[seconds],"y":[bytes],"load":[[from,to]]}, or CSV with a header such as t,rss; ';

export const REMEDY: Remedy = {
  terminal: `${SHAPES}\`stairstep classify --help\` names what else is read.`,
  editor: `${SHAPES}the README, under Series from elsewhere, names what else is read.`,
};

class Refusal extends Error {
  constructor(
    message: string,
    readonly remedy: Remedy,
  ) {
    super(message);
  }
}

export function refuse(message: string, remedy: Remedy = REMEDY): never {
  throw new Refusal(message, remedy);
}

/** What `read` gives. Errors: `usage` for what it refuses, in the words of a place. */
export function toldAt<Result>(place: Place, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, remedy } = error;
    throw new UserError('usage', message, typeof remedy === 'string' ? remedy : remedy[place]);
  }
}

const LONGEST_QUOTE = 80;

/** A piece of the file to be shown: it is not ours, and may be long. */
export function quoted(text: string): string {
  const plain = plainText(text.slice(0, LONGEST_QUOTE + 1));
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}…` : plain;
}
