/** What the checks of recordings and comparisons share: words that only a newer version knows pass, damage is named. */
import * as z from 'zod/mini';
import { UserError } from './errors';
import { plainText } from './text';

/** One of the words, or what a word stands for that only a newer version knows. */
export function oneOf<const Word extends string>(words: readonly Word[], other: Word) {
  return z.pipe(
    z.string(),
    z.transform((given: string) => words.find((word) => word === given) ?? other),
  );
}

/** What is particular to one kind of file, for {@link headerOf}. */
export interface FileFormat<Header> {
  /** of its first line */
  kind: string;
  /** as sentences name it: `run`, and what its header is the header of: `a run` */
  noun: string;
  whose: string;
  /** newest version of the format */
  newest: number;
  /** The header in `value`; undefined where it is none. */
  read: (value: unknown) => Header | undefined;
  /** what keeps `value` from being one */
  faultOf: (value: unknown) => string | undefined;
  /** The refusal of a file that is no such file. */
  refuse: (why: string) => UserError;
}

/** The first line of a file, as JSON, as its header. Errors: {@link UserError} `file-unreadable`. */
export function headerOf<Header>(value: unknown, format: FileFormat<Header>): Header {
  const { kind, noun, whose, newest, read, faultOf, refuse } = format;
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== kind) {
    throw refuse(`its first line is not the header of ${whose}`);
  }
  if ('format' in value && typeof value.format === 'number' && value.format > newest) {
    throw new UserError(
      'file-unreadable',
      `This ${noun} was written in format ${value.format}; this version reads up to ${newest}.`,
      'Update Stairstep to open it.',
    );
  }
  const planless = withoutPlan(value);
  const header = read(value) ?? read(planless);
  if (header !== undefined) return header;
  const fault = faultOf(planless);
  throw refuse(`its header is damaged${fault === undefined ? '' : `: ${fault}`}`);
}

/** One of a newer version may have a plan with fields that this one does not know. */
function withoutPlan(header: object): object {
  const planless = { ...header };
  if ('plan' in planless) delete planless.plan;
  return planless;
}

/** A line as JSON; undefined where it is none. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What keeps `value` from passing, of which `error` tells: `machine.cores is no number`; undefined where it passes. */
export function faultIn(value: unknown, error: z.core.$ZodError | undefined): string | undefined {
  const [first] = error?.issues ?? [];
  if (first === undefined) return undefined;
  const field = plainText(first.path.map(String).join('.'));
  if (first.code !== 'invalid_type') return `${field} is out of range`;
  const wanted = first.expected === 'string' ? 'text' : first.expected;
  return isThere(value, first.path) ? `${field} is no ${wanted}` : `${field} is missing`;
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = Reflect.get(at, key);
  }
  return true;
}
