/** The shape of a series whose load is not known: what lasts counts as kept. */
import { type Judgement, judgement } from './judgement';
import type { Candidate, Life } from './life';
import { filledUp, gainOf, growthOver, sum } from './repeats';
import { clamp } from './vector';
import { demands, reasons } from './words';

export function judgeUnloaded(life: Life): Judgement {
  const judged = shapeOf(life);
  judged.findings.push('load-unknown');
  judged.reasons.push(reasons.loadUnknown());
  return judged;
}

function shapeOf(life: Life): Judgement {
  const { scale, trend, effects } = life;
  const steps = life.steps.filter((step) => isKept(step, life));
  const held = steps.reduce((total, step) => total + step.kept * (1 - step.givenBack), 0);
  const growing = trend !== undefined && goesOn(life);
  const growth = growing ? trend.growth : 0;
  if (growing && growth > held) {
    return judgement('leak', 0.8, {
      steps,
      findings: steps.length > 0 ? ['steps-on-leak'] : [],
      reasons: [reasons.slope(growth, life.end - life.begin)],
    });
  }
  const movement = Math.max(2 * scale.least, 0.08 * life.baseline);
  if (steps.length > 0) {
    const still = () => scale.step;
    const each = effects.map((e) => ({ ...e, weight: 1 }));
    const repeats = each.slice(1);
    const growthOfRepeats = growthOver(repeats, still);
    if (
      growthOfRepeats !== undefined &&
      growthOfRepeats.count >= 3 &&
      growthOfRepeats.lateGains === growthOfRepeats.lateCount &&
      growthOfRepeats.unevenness < 0.12
    ) {
      return judgement(repeats.length >= 4 ? 'leak' : 'inconclusive', 0.6, {
        reasons: [
          reasons.goesOn(growthOfRepeats.lateCount, growthOfRepeats.late / growthOfRepeats.lateCount),
        ],
        missing: repeats.length >= 4 ? [] : [demands.equalBursts()],
      });
    }
    if (filledUp(each, still)) {
      return judgement('flat', 0.5, { findings: ['saturated'], reasons: [reasons.saturated(held)] });
    }
    const gains = each.filter((e) => gainOf(e) > scale.step);
    const share = gains.length > 0 ? sum(gains, gainOf) / sum(gains, (e) => e.peak - e.before) : 1;
    const back = sum(
      each.filter((e) => gainOf(e) < -scale.step),
      (e) => -gainOf(e),
    );
    if (
      gains.length >= 3 &&
      gains.length > 0.5 * each.length &&
      share < 0.4 &&
      back > 0.1 * sum(gains, gainOf)
    ) {
      return judgement('ragged', 0.6, { findings: ['not-decayed'], reasons: [reasons.keptShare(share)] });
    }
    return judgement('stair-step', 0.8, {
      steps,
      findings: growing ? ['steps-on-leak'] : [],
      reasons: [reasons.steps(steps.length, held, clamp(held / Math.max(1, held + growth), 0, 1))],
    });
  }
  const kept = life.final - life.baseline;
  if (kept > 2 * scale.step && kept > 0.5 * life.swing && (trend?.tau ?? 0) > 0.4) {
    return judgement('flat', 0.6, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
  }
  if (life.swing > movement)
    return judgement('ragged', 0.8, { reasons: [reasons.cameBack(life.peak, life.final)] });
  return judgement('flat', 0.9, { reasons: [reasons.still(life.swing, life.baseline)] });
}

function isKept(step: Candidate, life: Life): boolean {
  return step.givenBack <= 0.65 && life.end - step.end >= Math.max(5, 5 * life.scale.tick);
}

function goesOn(life: Life): boolean {
  const { trend, scale } = life;
  if (trend === undefined) return false;
  const least = Math.max(scale.least, 3 * trend.scatter, 0.02 * life.baseline);
  return trend.growth > least && trend.tau > 0.6 && trend.persistence > 0.35 && trend.lastQuarter > 0.08;
}
