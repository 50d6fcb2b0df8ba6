/** The shape of a run whose load is known: growth is read against the bursts, not against the clock. */
import type { Effect } from './bursts';
import { type Judgement, judgement } from './judgement';
import type { Life } from './life';
import { filledUp, gainOf, growthOver, repeatsOf, sum } from './repeats';
import { clamp } from './vector';
import { demands, reasons } from './words';

export function judgeLoaded(life: Life): Judgement {
  const { scale, effects } = life;
  const steps = life.steps.filter((step) => step.givenBack <= 0.65);
  const still = (effect: Effect) => Math.max(scale.step, 0.03 * (effect.peak - effect.before));
  const gains = effects.filter((effect) => gainOf(effect) > still(effect));
  const gained = sum(gains, gainOf);
  const lost = sum(
    effects.filter((effect) => gainOf(effect) < -still(effect)),
    (effect) => -gainOf(effect),
  );
  const kept = life.final - life.baseline;
  const swing = life.peak - life.baseline;
  const share = gains.length > 0 ? clamp(gained / sum(gains, (e) => e.peak - e.before), 0, 1) : 0;
  if (kept <= Math.max(scale.step, 0.12 * swing) && kept <= 0.35 * Math.max(gained, 2 * scale.step)) {
    const moved = swing > Math.max(2 * scale.least, 0.08 * life.baseline);
    return moved
      ? judgement('ragged', 0.9, { reasons: [reasons.cameBack(life.peak, life.final)] })
      : judgement('flat', 0.9, { reasons: [reasons.still(life.swing, life.baseline)] });
  }
  const repeats = repeatsOf(effects);
  const growth = growthOver(repeats, still);
  const counted = effects.every((e) => e.connections !== undefined && e.requests !== undefined);
  if (
    growth !== undefined &&
    growth.count >= 3 &&
    growth.lateGains === growth.lateCount &&
    growth.lasting > 0.5 &&
    lost <= 0.1 * gained &&
    growth.rate * sum(effects, (e) => e.weight) > 0.5 * kept
  ) {
    const each = growth.late / growth.lateCount;
    if (growth.unevenness < (counted ? 0.35 : 0.15)) {
      return judgement('leak', 0.9, { steps: [], reasons: [reasons.goesOn(growth.lateCount, each)] });
    }
    return judgement('inconclusive', 0.6, {
      steps,
      reasons: [reasons.undecided(kept)],
      missing: [demands.equalBursts()],
    });
  }
  const sparse = gains.length <= 0.5 * effects.length;
  const saturated = growth !== undefined && growth.late <= 0.15 * kept;
  const lastGain = effects.findLastIndex((effect) => gainOf(effect) > still(effect));
  const between = effects.slice(0, lastGain).filter((effect) => gainOf(effect) <= still(effect)).length;
  const scattered = sparse && between > 0 && lost <= 0.1 * gained;
  if (!scattered && share < 0.4 && (lost > 0.15 * gained || kept < 0.5 * swing)) {
    return judgement('ragged', 0.7, {
      findings: ['not-decayed'],
      reasons: [reasons.keptShare(share), reasons.cameBack(life.peak, life.final)],
    });
  }
  if (filledUp(effects, still)) {
    return judgement('flat', 0.7, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
  }
  if (steps.length > 0 && growth !== undefined && (saturated || sparse)) {
    return judgement('stair-step', 0.9, {
      steps,
      reasons: [
        reasons.steps(steps.length, gained, clamp(gained / kept, 0, 1)),
        reasons.keptShare(share),
        reasons.ceiling(growth.lateCount, Math.max(0, growth.late)),
      ],
    });
  }
  if (steps.length === 0 && saturated) {
    return judgement('flat', 0.6, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
  }
  return judgement('inconclusive', 0.6, {
    steps,
    reasons: [reasons.undecided(kept)],
    missing: [demands.equalBursts()],
  });
}
