/** The shape of a series whose load is not known: what lasts counts as kept. */
import type { Profile, Reason } from '../run/verdict';
import type { Judgement } from './judgement';
import type { Candidate, Life } from './life';
import { clamp } from './vector';
import { reasons } from './words';

export function judgeUnloaded(life: Life): Judgement {
  const { scale, trend } = life;
  const steps = life.candidates.filter((step) => isKept(step, life));
  const held = steps.reduce((sum, step) => sum + step.kept * (1 - step.givenBack), 0);
  const growing = trend !== undefined && goesOn(life);
  const growth = growing ? trend.growth : 0;
  const result = (profile: Profile, confidence: number, list: Reason[], named = steps): Judgement => ({
    profile,
    confidence,
    steps: named,
    findings: ['load-unknown'],
    reasons: [...list, reasons.loadUnknown()],
    missing: [],
  });
  if (growing && growth > held) {
    const verdict = result('leak', 0.8, [reasons.slope(growth, life.end - life.begin)]);
    if (steps.length > 0) verdict.findings.push('steps-on-leak');
    return verdict;
  }
  if (steps.length > 0) {
    const verdict = result('stair-step', 0.8, [
      reasons.steps(steps.length, held, clamp(held / Math.max(1, held + growth), 0, 1)),
    ]);
    if (growing) verdict.findings.push('steps-on-leak');
    return verdict;
  }
  const kept = life.final - life.baseline;
  if (kept > 2 * scale.step && kept > 0.5 * life.swing) {
    const verdict = result('flat', 0.6, [reasons.saturated(kept)]);
    verdict.findings.push('saturated');
    return verdict;
  }
  if (life.swing > Math.max(2 * scale.least, 0.08 * life.baseline)) {
    return result('ragged', 0.8, [reasons.cameBack(life.peak, life.final)]);
  }
  return result('flat', 0.9, [reasons.still(life.swing, life.baseline)]);
}

function isKept(step: Candidate, life: Life): boolean {
  if (step.slope || step.givenBack > 0.65) return false;
  return life.end - step.end >= Math.max(5, 5 * life.scale.tick);
}

function goesOn(life: Life): boolean {
  const { trend, scale } = life;
  if (trend === undefined) return false;
  const least = Math.max(scale.least, 3 * trend.scatter, 0.02 * life.baseline);
  return trend.growth > least && trend.tau > 0.6 && trend.persistence > 0.35 && trend.lastQuarter > 0.08;
}
