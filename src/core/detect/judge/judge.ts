/** From the facts of one life to its shape. */

import { FEWEST, type Life } from '../life/life';
import { circumstances } from './circumstances';
import { withClock } from './clock';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { withCurve } from './left-open';
import { judgeLoaded } from './loaded';
import { judgeUnloaded } from './unloaded';

/** Reads a life again: with its load or as if nothing were known of that, and without growth at a pace, bytes a second. */
export type ReadAgain = (loaded: boolean, pace: number) => Life;

/** Judges one life. */
export function judge(life: Life, readAgain: ReadAgain): Judgement {
  if (life.buckets < FEWEST) {
    return judgement('inconclusive', 0.5, {
      reasons: [circumstances.tooShort(life.samples, life.end - life.begin)],
      missing: [demands.samples()],
    });
  }
  const judged = shapeOf(life, readAgain);
  if (life.startup > life.scale.step) {
    judged.findings.push('start-up');
    if (!judged.reasons.some(({ code }) => code === 'early-rise'))
      judged.reasons.push(circumstances.startup(life.startup));
  }
  return judged;
}

function shapeOf(life: Life, readAgain: ReadAgain): Judgement {
  if (!life.loaded) return judgeUnloaded(life);
  const { clock } = life;
  const pace = clock?.pace ?? 0;
  const steady = clock === undefined ? life : readAgain(true, pace);
  const judged = withCurve(judgeLoaded(steady), steady, () => readAgain(false, pace));
  return clock === undefined ? judged : withClock(judged, clock, life.final - life.baseline);
}
