/** What the checks of recordings and comparisons share: words that only a newer version knows pass, damage is named. */
import * as z from 'zod/mini';
import { plainText } from './text';

/** One of the words, or what a word stands for that only a newer version knows. */
export function oneOf<const Word extends string>(words: readonly Word[], other: Word) {
  return z.pipe(
    z.string(),
    z.transform((given: string) => words.find((word) => word === given) ?? other),
  );
}

/** The first line of a file without its plan: one of a newer version may have fields that this one does not know. */
export function withoutPlan(header: object): object {
  const planless = { ...header };
  if ('plan' in planless) delete planless.plan;
  return planless;
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
