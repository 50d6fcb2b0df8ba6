/** Several lives of one process to one shape. */

import type { Life } from '../life/life';
import type { Judgement } from './judgement';

export interface Judged {
  life: Life;
  judgement: Judgement;
}

/** A life shorter than this share of the whole says nothing against the others. */
const SHORT = 0.15;

/** The life that speaks for all: a leak or steps in any long enough life count, else the longest life. */
export function decisive(lives: readonly Judged[]): Judged | undefined {
  const length = ({ life }: Judged) => life.end - life.begin;
  const whole = lives.reduce((sum, one) => sum + length(one), 0);
  const longest = (some: readonly Judged[]) =>
    some.reduce<Judged | undefined>((a, b) => (a === undefined || length(b) > length(a) ? b : a), undefined);
  const growing = lives.filter(
    (one) =>
      (one.judgement.profile === 'leak' || one.judgement.profile === 'stair-step') &&
      length(one) >= SHORT * whole,
  );
  const decided = lives.filter((one) => one.judgement.profile !== 'inconclusive');
  return longest(growing) ?? longest(decided) ?? longest(lives);
}
