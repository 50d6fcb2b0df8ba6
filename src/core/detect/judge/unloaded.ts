/** The shape of a series whose load is not known: what lasts counts as kept. */
import type { Finding } from '../../run/verdict';
import { stillness, takeAccount } from '../bursts/account';
import { ofOneWeight } from '../bursts/effects';
import { equalToTheEnd } from '../bursts/evenly';
import { goesByTheClock } from '../bursts/idle-growth';
import { OUT_OF_DOUBT } from '../curve/scale';
import type { Life } from '../life/life';
import { heldBy } from '../life/step';
import { circumstances } from './circumstances';
import { demands } from './demands';
import { isFirstUse, isKeptWarm } from './first-use';
import { evenFloors, withDips } from './floors';
import { type Judgement, judgement } from './judgement';
import { filledInALine, type Growth, straightGrowth } from './line';
import { hardlyMoved, isLittleOfLevel, littleOf } from './little';
import { otherThanSteps } from './other-shapes';
import { stairStep } from './stairs';
import { keptSteps } from './stays';
import { withWaves } from './waves';
import { reasons } from './words';

/** Share of the growth that stayed which steps must hold. */
const MOST = 0.5;
/** Of the whole movement: steps that hold less are beside the point. */
const LITTLE = 0.1;
/** Share of the time that growth must have stopped for, to be called bounded. */
const STOPPED = 0.33;
/** Seconds of it, at least. */
const STOPPED_FOR = 30;
/** Kendall's tau of what grew slowly, and of what then was still for most of the time. */
const ROSE = { throughout: 0.4, thenStopped: 0.1 };
/** Of the whole movement: memory that never fell so far from where it had been has not come back. */
const FAR = 0.3;
/** Seconds of rest at the very beginning after which a rise may be that of a first load. */
const WAITED = 2;

export function judgeUnloaded(life: Life): Judgement {
  const judged = judgeCurve(life);
  if (life.neverRested) {
    const inQuestion = judged.profile === 'stair-step' || judged.profile === 'inconclusive';
    if (inQuestion || (judged.profile === 'leak' && life.varied)) return unrested(judged);
    judged.reasons.push(circumstances.noRest());
  } else {
    judged.findings.push('load-unknown');
    judged.reasons.push(circumstances.loadUnknown());
  }
  return judged;
}

/** Under a load that never rested, what rose may all be in use; as may what went on rising with its connections. */
function unrested({ reasons, findings }: Judgement): Judgement {
  return judgement('inconclusive', 0.7, {
    findings,
    reasons: [circumstances.noRest(), ...reasons],
    missing: [demands.rest(), demands.equalBursts()],
  });
}

/** By the curve alone. */
export function judgeCurve(life: Life): Judgement {
  return withSteadyEnd(life) ?? withLastingRises(life);
}

/** Growth in a line since the last rise, at the pace of all growth: what rose before may be in use, or part of it. */
function withSteadyEnd(life: Life): Judgement | undefined {
  const { idleGrowth } = life;
  const growth = life.final - life.baseline;
  const seconds = life.end - life.begin;
  return idleGrowth !== undefined && goesByTheClock(idleGrowth, growth, seconds)
    ? slope(life, { growth, seconds }, 0.6)
    : undefined;
}

/** A record of so few samples after a start-up that took more than what grew since tells no leak from a warm-up. */
const FEW = 60;

/** Growth that goes on: a leak's, unless the service may still come into use. */
function slope(
  { startup, buckets, started, end }: Life,
  { growth, seconds }: Growth,
  confidence: number,
): Judgement {
  return startup > growth && buckets < FEW
    ? judgement('inconclusive', 0.6, {
        reasons: [reasons.warmingUp(growth, end - started, startup)],
        missing: [demands.longerLife(), demands.load()],
      })
    : judgement('leak', confidence, { reasons: [reasons.slope(growth, seconds)] });
}

function withLastingRises(life: Life): Judgement {
  const steps = keptSteps(life);
  const held = steps.reduce((total, step) => total + step.kept * (1 - step.givenBack), 0);
  const growth = goesOn(life) ? (life.trend?.growth ?? 0) : 0;
  if (growth > held) return slope(life, { growth, seconds: life.end - life.begin }, 0.8);
  if (isLittleOfLevel(life.swing, life)) return hardlyMoved(life, 0.7);
  const upAndDown = withWaves(life) ?? withDips(life);
  if (upAndDown !== undefined) return upAndDown;
  const line = straightGrowth(life);
  if (line !== undefined) return slope(life, line, 0.6);
  if (hasStopped(life) && filledInALine(life)) return saturated(life, life.final - life.baseline);
  const rest = Math.max(MOST * (life.final - life.baseline), LITTLE * life.lows.range);
  const little = steps.every((step) => step.kept < OUT_OF_DOUBT * life.scale.least);
  const beside = isLittleOfLevel(held, life);
  if (little || beside || held < rest || isFirstUse(life, steps, held)) return withoutSteps(life);
  if (cameBackUp(life))
    return judgement('ragged', 0.7, { reasons: [reasons.cameBackUp(life.fall, life.final)] });
  if (isKeptWarm(life, steps, life.final - life.baseline))
    return judgement('ragged', 0.7, { reasons: [reasons.cameBack(life.peak, life.final)] });
  return evenFloors(life) ?? otherThanSteps(life, steps, held) ?? stairStep(life, steps, growth > 0);
}

/** Whether memory fell far below where it began, and came back there and no further: the load was away for a while. */
function cameBackUp({ baseline, final, peak, swing }: Life): boolean {
  const lowest = peak - swing;
  return baseline - lowest >= MOST * swing && Math.abs(final - baseline) <= LITTLE * swing;
}

function withoutSteps(life: Life): Judgement {
  const kept = life.final - life.baseline;
  const stopped = hasStopped(life);
  // the longer it has been still, the fewer of all pairs of levels rise
  const slowly = stopped && heldBy(life.steps) < MOST * kept;
  const rose = (life.trend?.tau ?? 0) > (slowly ? ROSE.thenStopped : ROSE.throughout);
  if (kept > 2 * life.scale.step && kept > 0.5 * life.swing && rose) {
    const row = equalToTheEnd(takeAccount(ofOneWeight(life.effects), stillness(life.scale.step)), life.end);
    if (row !== undefined) {
      return judgement('leak', 0.6, { reasons: [reasons.equalRises(row.count, row.added / row.count)] });
    }
    if (!stopped) {
      return judgement('inconclusive', 0.6, {
        reasons: [reasons.grewLong(kept, life.still)],
        missing: [demands.load(), demands.moreBursts()],
      });
    }
    return saturated(life, kept);
  }
  if (life.swing <= littleOf(life)) return hardlyMoved(life, 0.9);
  const low = Math.min(life.final, life.lowestLate);
  if (
    !life.idleStart &&
    life.startup > life.swing &&
    (life.waited >= WAITED || life.effects.every((effect) => effect.from < life.started))
  ) {
    return judgement('inconclusive', 0.6, {
      reasons: [circumstances.earlyRise(life.startup, life.started - life.begin)],
      missing: [demands.load(), demands.rest()],
    });
  }
  if (low - life.baseline > MOST * (life.peak - life.baseline)) {
    return undecided(low - life.baseline);
  }
  if (life.fall < FAR * life.swing) return undecided(life.swing);
  const row = evenFloors(life);
  if (row !== undefined) return row;
  const back = kept <= MOST * (life.peak - life.baseline) ? life.final : low;
  return judgement('ragged', 0.8, { reasons: [reasons.cameBack(life.peak, back)] });
}

/** Whether nothing has grown for long. */
function hasStopped({ still, begin, end }: Life): boolean {
  return still >= Math.max(STOPPED_FOR, STOPPED * (end - begin));
}

/** What grew and then stopped; one that then did nothing at all may have had no load any more. */
function saturated({ idle, still }: Life, kept: number): Judgement {
  const findings: Finding[] = ['saturated'];
  return idle
    ? judgement('flat', 0.5, {
        findings,
        reasons: [reasons.grewUntilIdle(kept, still)],
        missing: [demands.load()],
      })
    : judgement('flat', 0.6, { findings, reasons: [reasons.saturated(kept)] });
}

function undecided(kept: number): Judgement {
  return judgement('inconclusive', 0.6, {
    reasons: [reasons.undecided(kept)],
    missing: [demands.load(), demands.equalBursts()],
  });
}

/** Whether the low levels that the steps leave grow without a ceiling. */
function goesOn(life: Life): boolean {
  const { trend, scale } = life;
  if (trend === undefined || life.resting) return false;
  const least = Math.max(OUT_OF_DOUBT * scale.least, 3 * trend.scatter, 0.02 * life.baseline);
  return trend.growth > least && trend.tau > 0.6 && trend.persistence > 0.35 && trend.lastQuarter > 0.08;
}
