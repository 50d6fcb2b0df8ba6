/** Several lives of one process to one shape. */

import type { Life } from '../life/life';
import { HEALTHY, type Judgement } from './judgement';

export interface Judged {
  life: Life;
  judgement: Judgement;
}

/** A life shorter than this share of the whole, or of the longest, says nothing against the others. */
const SHORT = 0.15;

/** Times a level, within which another life reached it. */
const REACHED = 1.05;

/**
 * The life that speaks for all: a leak or steps in any long enough life count, else the longest life counts. What grew says
 * nothing where nobody knows the load, and another life went through as much, and came back or stopped there.
 */
export function decisive(lives: readonly Judged[]): Judged | undefined {
  const length = ({ life }: Judged) => life.end - life.begin;
  const whole = lives.reduce((sum, one) => sum + length(one), 0);
  const longest = (some: readonly Judged[]) =>
    some.reduce<Judged | undefined>((a, b) => (a === undefined || length(b) > length(a) ? b : a), undefined);
  const isLong = (one: Judged) => length(one) >= SHORT * whole;
  const healthy = lives.filter((one) => isLong(one) && HEALTHY.includes(one.judgement.profile));
  const telling = lives.filter(
    (one) => !isGrowing(one) || !healthy.some((other) => covers(other.life, one.life)),
  );
  const growing = telling.filter((one) => isGrowing(one) && isLong(one));
  const most = longest(lives);
  const decided = telling.filter(
    (one) =>
      one.judgement.profile !== 'inconclusive' &&
      length(one) >= SHORT * (most === undefined ? 0 : length(most)),
  );
  return longest(growing) ?? longest(decided) ?? most;
}

const isGrowing = ({ judgement: { profile } }: Judged): boolean =>
  profile === 'leak' || profile === 'stair-step';

/** Whether one life moved through all levels that another grew through, under whatever load. */
function covers({ peak, swing, loaded }: Life, other: Life): boolean {
  return !loaded && peak * REACHED >= other.peak && peak - swing <= REACHED * other.baseline;
}
