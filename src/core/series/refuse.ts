/** Refusals of what is no series: what is wrong where, and what would be taken. */
import { UserError } from '../errors';
import { plainText } from '../text';

export const REMEDY =
  'Give {"t":[seconds],"y":[bytes],"load":[[from,to]]}, or CSV with a header such as t,rss; `stairstep classify --help` names what else is read.';

export function refuse(message: string, remedy = REMEDY): never {
  throw new UserError('usage', message, remedy);
}

const LONGEST_QUOTE = 80;

/** A piece of the file to be shown: it is not ours, and may be long. */
export function quoted(text: string): string {
  const plain = plainText(text.slice(0, LONGEST_QUOTE + 1));
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}…` : plain;
}
