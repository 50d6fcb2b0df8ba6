/**
 * What the bursts leave open the curve may tell: to know when the load was on cannot make a shape less certain than it is
 * without. One burst cannot tell fragmentation from a leak, unless it lasts for minutes, which is a series by itself; nor can
 * bursts of a plan whose connections are known to ramp up, and such a run says what to record instead.
 */
import { stillness, takeAccount } from '../bursts/account';
import { isUnknown } from '../bursts/effects';
import { severalGrewThrough } from '../bursts/evenly';
import { gainOf } from '../bursts/growth';
import { lawOf } from '../bursts/law';
import { goesWithUse, stillAddsMuch } from '../bursts/unlike';
import type { Life } from '../life/life';
import { type Judgement, judgement } from './judgement';
import { judgeCurve } from './unloaded';
import { reasons } from './words';

/** Confidence in what the curve says and the bursts do not bear out, at most. */
const UNSURE = 0.6;
/** Times the least move that counts, and share of the level, from which on a service did more than come into use. */
const FIRST_USE = 4;
const MOVED = 0.08;
/** Bursts and Kendall's tau from which on levels that go up and down drift upwards, and a confidence that leaves it open. */
const DRIFT = { bursts: 6, tau: 0.6, unsure: 0.7 };
/** Seconds from which on a burst at one number of connections is a series by itself: what it fills at first is full. */
const LONG = 60;

/** The judgement by the bursts, or by the curve where the bursts say nothing and it says something. */
export function withCurve(judged: Judgement, life: Life, alone: () => Life): Judgement {
  const drifts = mayDrift(judged, life);
  if (!drifts && !isLeftOpen(judged, life)) return judged;
  const curve = alone();
  const byCurve = judgeCurve(curve);
  const { profile, steps } = byCurve;
  const throughout = steps.length > 1 ? undefined : grewThroughout(life);
  if (throughout !== undefined) return throughout;
  if (drifts && !(profile === 'leak' && byCurve.reasons[0]?.code === 'steady-growth')) return judged;
  if (profile === 'inconclusive' || (profile === 'ragged' && startsInBurst(curve, life))) return judged;
  if (profile === 'flat' && !(isOneLong(life) && byCurve.findings.includes('saturated'))) return judged;
  if (profile === 'stair-step' && !isStaircase(byCurve, life)) return judged;
  return {
    ...byCurve,
    confidence: Math.min(UNSURE, byCurve.confidence),
    reasons: [...byCurve.reasons, reasons.byCurve()],
  };
}

/** Whether the curve by itself takes for the start-up what is known to have come with the first burst. */
function startsInBurst({ startup, started }: Life, { effects: [first], scale }: Life): boolean {
  return first !== undefined && startup > scale.step && started > first.from;
}

/** Whether the bursts decide nothing, be they of known times only or one long one, or memory moved much and by no burst. */
function isLeftOpen({ profile, reasons: [first] }: Judgement, life: Life): boolean {
  const { effects, swing, scale, baseline } = life;
  return profile === 'inconclusive'
    ? first?.code === 'undecided' && (isUnknown(effects) || isOneLong(life))
    : first?.code === 'little-movement' && swing > Math.max(FIRST_USE * scale.least, MOVED * baseline);
}

/** Whether floors went up and down, or up unevenly, from burst to burst, and up over all, as under noise on a slow growth. */
function mayDrift({ profile, findings, confidence }: Judgement, { effects, wholeTrend }: Life): boolean {
  const upAndDown = profile === 'ragged' && findings.includes('not-decayed');
  const unevenly = profile === 'stair-step' && confidence <= DRIFT.unsure;
  const drifts = effects.length >= DRIFT.bursts && (wholeTrend?.tau ?? 0) >= DRIFT.tau;
  return (upAndDown || unevenly) && isUnknown(effects) && drifts;
}

/** Of an even pace: growth in the last part of a burst that went on, and of its whole course. */
const EVEN = { late: [0.6, 1.6], course: 0.7 } as const;

/** A leak, where memory grew at one pace through one long burst of the same connections, and the growth stayed. */
function grewThroughout(life: Life): Judgement | undefined {
  const [effect] = life.effects;
  if (effect === undefined || !isOneLong(life) || effect.varied) return undefined;
  const { late, evenness, to, from } = effect;
  const even = late >= EVEN.late[0] && late <= EVEN.late[1] && evenness >= EVEN.course;
  return even
    ? judgement('leak', UNSURE, { reasons: [reasons.throughout(gainOf(effect), to - from)] })
    : undefined;
}

/** Whether the steps of a curve are the bursts', or one after another under one long load that stayed the same. */
function isStaircase({ steps }: Judgement, life: Life): boolean {
  const [first] = life.effects;
  if (isOneLong(life)) return steps.length > 1 && first?.varied === false;
  return life.effects.length > 1 && !mayBeLeak(life);
}

function isOneLong({ effects: [first, ...others] }: Life): boolean {
  return first !== undefined && others.length === 0 && first.to - first.from >= LONG;
}

/** Whether bursts went on adding to the last, much or to its end, or as much as they used. */
function mayBeLeak({ effects, scale }: Life): boolean {
  const still = stillness(scale.step);
  const account = takeAccount(effects, still);
  const { gains } = account;
  const growing = gains.at(-1) === effects.at(-1) && severalGrewThrough(gains);
  return growing || stillAddsMuch(account) || goesWithUse(account, still) || lawOf(effects) === 'lasting';
}
