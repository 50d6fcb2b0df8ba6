/** Growth by the clock is a leak unless it stops, whatever the load does: what the bursts add besides is said of what it leaves. */
import type { Clock } from '../bursts/clock';
import { sum } from '../bursts/growth';
import type { Life } from '../life/life';
import { heldBy } from '../life/step';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Share of what stayed: less that steps hold, or that grew by the clock, is beside the point. */
const SOME = 0.15;
/** Share of what stayed that grew by the clock, from which on it speaks for all that the bursts leave open. */
const MOST = 0.5;
const CONFIDENCE = 0.8;

/** The judgement on bursts read without the growth by the clock, with that; `kept` are the bytes that stayed. */
export function withClock(said: Judgement, { pace, growth, rests }: Clock, kept: number): Judgement {
  const why = reasons.byTheClock(growth, pace, rests);
  const beside = { ...said, reasons: [...said.reasons, why] };
  const held = heldBy(said.steps);
  switch (said.profile) {
    case 'stair-step':
      if (held < SOME * kept) break;
      if (growth < SOME * held) return beside;
      return held > growth
        ? { ...beside, findings: [...said.findings, 'steps-on-leak'] }
        : judgement('leak', CONFIDENCE, {
            steps: said.steps,
            findings: [...said.findings, 'steps-on-leak'],
            reasons: [why, reasons.stepsBeside(held, kept)],
          });
    case 'leak':
      return beside;
    case 'inconclusive':
      if (growth < MOST * kept) return beside;
      break;
    default:
  }
  return judgement('leak', CONFIDENCE, { reasons: [why] });
}

/** Of what is kept, held by steps at most and grown in rests at least; of the time, for which it has stopped. */
const FILLED = { steps: 0.5, rests: 0.2, still: 0.3 };

/** Whether much of what is kept came while the load rested, until it stopped: a buffer that the service fills by itself. */
export function filledByTheClock(life: Life, steps: Life['steps']): boolean {
  const kept = life.final - life.baseline;
  const inRests = sum(
    life.effects,
    ({ after, before, height }) => Math.max(0, after - Math.max(before, height)) || 0,
  );
  return (
    heldBy(steps) < FILLED.steps * kept &&
    inRests >= FILLED.rests * kept &&
    life.still >= FILLED.still * (life.end - life.begin)
  );
}
