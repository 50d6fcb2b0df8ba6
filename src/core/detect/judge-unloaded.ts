/** The shape of a series whose load is not known: what lasts counts as kept. */
import { type Account, EVEN, filledUp, gainOf, stillness, takeAccount } from './account';
import { MUCH_LOST } from './burst-shape';
import { type Judgement, judgement } from './judgement';
import type { Candidate, Life } from './life';
import { alikeSteps, isOverdue, staircaseOf } from './staircase';
import type { Trend } from './trend';
import { clamp, median } from './vector';
import { demands, reasons } from './words';

/** Share of the growth that stayed which steps must hold. */
const MOST = 0.5;
/** Of the whole movement: steps that hold less are beside the point. */
const LITTLE = 0.1;
/** Share of the time that growth must have stopped for, to be called bounded. */
const STOPPED = 0.33;
/** Seconds of it, at least. */
const STOPPED_FOR = 30;
/** Times the least move that counts, from which on a growth is more than that of a service that comes into use. */
const OUT_OF_DOUBT = 2.7;
/** Share given back from which on a step was none. */
const GIVEN_BACK = 0.65;
/** Share of the time on the move, and of the peak that is left, for {@link neverRests}. */
const BUSY = 0.4;
const WELL_BELOW = 0.65;
/** Seconds and buckets that a plateau must have lasted at the end of a series. */
const LASTED = 5;

export function judgeUnloaded(life: Life): Judgement {
  const judged = shapeOf(life);
  judged.findings.push('load-unknown');
  judged.reasons.push(reasons.loadUnknown());
  return judged;
}

function shapeOf(life: Life): Judgement {
  const steps = life.steps.filter((step) => isKept(step, life));
  const held = steps.reduce((total, step) => total + step.kept * (1 - step.givenBack), 0);
  const growth = goesOn(life) ? (life.trend?.growth ?? 0) : 0;
  if (growth > held) {
    return judgement('leak', 0.8, {
      steps,
      findings: steps.length > 0 ? ['steps-on-leak'] : [],
      reasons: [reasons.slope(growth, life.end - life.begin)],
    });
  }
  const rest = Math.max(MOST * (life.floor - life.baseline), LITTLE * life.swing);
  const little = steps.every((step) => step.kept < OUT_OF_DOUBT * life.scale.least);
  if (little || held < rest) return withoutSteps(life);
  return (
    otherThanSteps(life, steps, held) ??
    judgement('stair-step', sureness(life), {
      steps,
      findings: growth > 0 ? ['steps-on-leak'] : [],
      reasons: [reasons.steps(steps.length, held, clamp(held / Math.max(1, held + growth), 0, 1))],
    })
  );
}

/** Rises that were kept, and yet are no steps: those of a leak under bursts, of a cache, of a floor that creeps. */
function otherThanSteps(life: Life, steps: Candidate[], held: number): Judgement | undefined {
  const still = stillness(life.scale.step);
  const byDuration = takeAccount(life.effects, still);
  const alike = takeAccount(
    life.effects.map((e) => ({ ...e, weight: 1 })),
    still,
  );
  const filling = addsEvenly(byDuration);
  const addsToTheEnd = filling && byDuration.gains.at(-1) === life.effects.at(-1);
  const leak = [byDuration, alike].find(addsEqual)?.all ?? (addsToTheEnd ? byDuration.all : undefined);
  if (leak !== undefined) {
    const starts = alike.gains.map((effect) => effect.from);
    return judgement(isOverdue(starts, life.end) ? 'inconclusive' : 'leak', 0.6, {
      reasons: [reasons.goesOn(leak.lateCount, leak.late / leak.lateCount)],
      missing: [demands.load(), demands.equalBursts()],
    });
  }
  const stairs = staircaseOf(steps, life.end);
  if (stairs !== undefined) {
    return judgement(stairs.goesOn && stairs.count > 3 ? 'leak' : 'inconclusive', 0.6, {
      steps: stairs.goesOn && stairs.count > 3 ? [] : steps,
      reasons: [reasons.staircase(stairs.count, stairs.each)],
      missing: [demands.load(), demands.equalBursts()],
    });
  }
  const equal = alikeSteps(life.steps.filter((step) => step.givenBack <= GIVEN_BACK));
  if (equal !== undefined) {
    return judgement('inconclusive', 0.6, {
      steps,
      reasons: [reasons.staircase(equal.length, median(equal))],
      missing: [demands.load(), demands.equalBursts()],
    });
  }
  if (filledUp(alike.effects, still) || (filling && !addsToTheEnd)) {
    return judgement('flat', 0.5, { findings: ['saturated'], reasons: [reasons.saturated(held)] });
  }
  if (neverRests(life)) {
    return judgement('inconclusive', 0.6, {
      steps,
      reasons: [reasons.noRest(), reasons.keptShare(alike.share)],
      missing: [demands.rest(), demands.load()],
    });
  }
  const { gains, effects, share, lost, gained } = alike;
  const kept = life.final - life.baseline;
  const follows = lost > 0.1 * gained || kept < 0.5 * (life.peak - life.baseline);
  const scattered = alike.scattered && gains.length <= 0.5 * effects.length && lost <= 0.1 * gained;
  if (gains.length === 2 && share < 0.4 && follows && !scattered) return undecided(life, steps, share);
  if (gains.length >= 3 && share < 0.4 && follows && !scattered) {
    return judgement('ragged', 0.6, { findings: ['not-decayed'], reasons: [reasons.keptShare(share)] });
  }
  if (life.returned > MUCH_LOST * held) {
    return judgement('inconclusive', 0.7, {
      steps,
      findings: ['not-decayed'],
      reasons: [reasons.givenBackAtWork(life.returned, held)],
      missing: [demands.load(), demands.decay()],
    });
  }
  if (lost > MUCH_LOST * gained || (gains.length >= 5 && isLine(life.wholeTrend))) {
    return undecided(life, steps, share);
  }
  return undefined;
}

function undecided(life: Life, steps: Candidate[], share: number): Judgement {
  return judgement('inconclusive', 0.6, {
    steps,
    reasons: [reasons.undecided(life.final - life.baseline), reasons.keptShare(share)],
    missing: [demands.load(), demands.equalBursts()],
  });
}

/** Less where much came back beside what was kept: whether the rest will too is not known. */
function sureness(life: Life): number {
  const account = takeAccount(life.effects, stillness(life.scale.step));
  return account.share > 0.6 || (account.scattered && account.lost === 0) ? 0.85 : 0.7;
}

/** Memory that is on the move for long without a rest, and far below its peak in the end, shows no plateau that was kept. */
function neverRests(life: Life): boolean {
  const longest = Math.max(0, ...life.effects.map((effect) => effect.to - effect.from));
  const kept = life.floor - life.baseline;
  return longest > BUSY * (life.end - life.begin) && kept < WELL_BELOW * (life.peak - life.baseline);
}

/** Whether all growth, steps and what lies between, is spread so evenly over the time that it may be a leak's. */
function isLine(trend: Trend | undefined): boolean {
  return (
    trend !== undefined &&
    trend.tau > 0.9 &&
    trend.scatter < 0.06 * trend.growth &&
    trend.persistence > 0.6 &&
    trend.persistence < 1.7
  );
}

/** Rises at one rate, in a line from their beginning to their end: those of requests that leave something each. */
function addsEvenly({ gains }: Account): boolean {
  if (gains.length < 3) return false;
  const rates = gains.map((effect) => gainOf(effect) / effect.weight);
  const typical = median(rates);
  const even = gains.filter((effect) => effect.evenness >= EVEN).length;
  return even >= 0.6 * gains.length && rates.every((rate) => Math.abs(rate - typical) <= 0.2 * typical);
}

function addsEqual({ all, lost, gained }: Account): boolean {
  return (
    all !== undefined &&
    all.count >= (all.variety > 0.3 ? 5 : 4) &&
    all.lateGains === 1 &&
    lost <= 0.1 * gained &&
    all.unevenness < (all.variety > 0.3 ? 0.2 : 0.1)
  );
}

function withoutSteps(life: Life): Judgement {
  const kept = life.final - life.baseline;
  if (kept > 2 * life.scale.step && kept > 0.5 * life.swing && (life.trend?.tau ?? 0) > 0.4) {
    if (life.still < Math.max(STOPPED_FOR, STOPPED * (life.end - life.begin))) {
      return judgement('inconclusive', 0.6, {
        reasons: [reasons.grewLong(kept, life.still)],
        missing: [demands.load(), demands.equalBursts()],
      });
    }
    return judgement('flat', 0.6, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
  }
  if (life.swing <= Math.max(2 * life.scale.least, 0.08 * life.baseline))
    return judgement('flat', 0.9, { reasons: [reasons.still(life.swing, life.baseline)] });
  const low = Math.min(life.final, life.lowestLate);
  const overshoot = life.startup > life.swing && life.effects.every((effect) => effect.from < life.started);
  if (overshoot || low - life.baseline > MOST * (life.peak - life.baseline)) {
    return judgement('inconclusive', 0.6, {
      reasons: [reasons.undecided(overshoot ? life.startup : kept)],
      missing: [demands.load(), demands.rest()],
    });
  }
  return judgement('ragged', 0.8, { reasons: [reasons.cameBack(life.peak, low)] });
}

function isKept(step: Candidate, life: Life): boolean {
  const length = life.end - life.begin;
  const lasted = Math.max(LASTED, LASTED * life.scale.tick, step.kept < 0.5 * life.swing ? 0.05 * length : 0);
  return step.givenBack <= GIVEN_BACK && life.end - step.end >= lasted;
}

/** Whether the low levels that the steps leave grow without a ceiling. */
function goesOn(life: Life): boolean {
  const { trend, scale } = life;
  if (trend === undefined || life.resting) return false;
  const least = Math.max(OUT_OF_DOUBT * scale.least, 3 * trend.scatter, 0.02 * life.baseline);
  return trend.growth > least && trend.tau > 0.6 && trend.persistence > 0.35 && trend.lastQuarter > 0.08;
}
