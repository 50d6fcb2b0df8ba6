/** From the facts of one life to its shape. */

import { FEWEST, type Life } from '../life/life';
import { circumstances } from './circumstances';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { withCurve } from './left-open';
import { judgeLoaded } from './loaded';
import { judgeUnloaded } from './unloaded';

/** Judges a life; `alone` reads it again as if nothing were known of its load. */
export function judge(life: Life, alone: () => Life): Judgement {
  if (life.buckets < FEWEST) {
    return judgement('inconclusive', 0.5, {
      reasons: [circumstances.tooShort(life.samples, life.end - life.begin)],
      missing: [demands.samples()],
    });
  }
  const judged = life.loaded ? withCurve(judgeLoaded(life), life, alone) : judgeUnloaded(life);
  if (life.startup > life.scale.step) {
    judged.findings.push('start-up');
    judged.reasons.push(circumstances.startup(life.startup));
  }
  return judged;
}
