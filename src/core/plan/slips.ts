/**
 * What a plan cannot mean, though each of its fields is right. Apart from the schema, by which recordings are read too:
 * one that was made under such a plan can still be read.
 */
import { parseBytes } from '../units';
import { FILL } from './fills';
import type { BodySpec, Plan } from './plan';

export interface Slip {
  path: (string | number)[];
  /** what was expected, and what to write */
  text: string;
}

export function slipsIn(plan: Plan): Slip[] {
  return plan.requests.flatMap(({ body }, index) => slipsInBody(body, ['requests', index, 'body']));
}

function slipsInBody(body: BodySpec | undefined, path: Slip['path']): Slip[] {
  if (typeof body !== 'object' || !('size' in body) || body.size === undefined) return [];
  const { size } = body;
  const at = [...path, 'size'];
  if ('json' in body && !FILL.test(JSON.stringify(body.json))) {
    const text =
      'nothing in "json" can be filled up to it: put the string "$text" or "$records" where the size is to go, or leave "size" out';
    return [{ path: at, text }];
  }
  if (typeof size !== 'object' || !('from' in size)) return [];
  const { from, to } = size;
  if ((parseBytes(from) ?? 0) <= (parseBytes(to) ?? 0)) return [];
  return [{ path: [...at, 'from'], text: `expected at most "to" (${to}), not ${from}: swap the two` }];
}
