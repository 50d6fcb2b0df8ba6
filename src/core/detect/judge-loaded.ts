/** The shape of a run whose load is known: growth is read against the bursts, not against the clock. */
import type { Profile, Reason } from '../run/verdict';
import type { Effect } from './bursts';
import type { Judgement } from './judgement';
import type { Life } from './life';
import { clamp, median } from './vector';
import { demands, reasons } from './words';

const gain = (effect: Effect) => effect.after - effect.before;
const total = (effects: readonly Effect[], of: (effect: Effect) => number) =>
  effects.reduce((sum, effect) => sum + of(effect), 0);

export function judgeLoaded(life: Life): Judgement {
  const { scale, effects } = life;
  const steps = life.candidates.filter((step) => !step.slope && step.givenBack <= 0.65);
  const still = (effect: Effect) => Math.max(scale.step, 0.04 * (effect.peak - effect.before));
  const gains = effects.filter((effect) => gain(effect) > still(effect));
  const kept = life.final - life.baseline;
  const swing = life.peak - life.baseline;
  const share =
    gains.length > 0 ? clamp(total(gains, gain) / total(gains, (e) => e.peak - e.before), 0, 1) : 0;
  const result = (profile: Profile, confidence: number, list: Reason[], named = steps): Judgement => ({
    profile,
    confidence,
    steps: named,
    findings: [],
    reasons: list,
    missing: [],
  });
  if (kept <= Math.max(scale.step, 0.1 * swing)) {
    if (swing > Math.max(2 * scale.least, 0.08 * life.baseline)) {
      return result('ragged', 0.9, [reasons.cameBack(life.peak, life.final)], []);
    }
    return result('flat', 0.9, [reasons.still(life.swing, life.baseline)], []);
  }
  const repeats = equalRepeats(effects);
  const late = repeats.slice(-Math.max(2, Math.ceil(repeats.length / 2)));
  const rates = late.map((e) => gain(e) / e.weight);
  const goesOn =
    repeats.length >= 3 &&
    late.every((e) => gain(e) > scale.least) &&
    Math.min(...rates) > 0.5 * Math.max(...rates);
  if (goesOn && median(rates) * total(effects, (e) => e.weight) > 0.5 * kept) {
    return result('leak', 0.9, [reasons.goesOn(late.length, median(late.map(gain)))], []);
  }
  if (share < 0.35 && gains.length > 0.5 * effects.length) {
    const verdict = result(
      'ragged',
      0.7,
      [reasons.keptShare(share), reasons.cameBack(life.peak, life.final)],
      [],
    );
    verdict.findings.push('not-decayed');
    return verdict;
  }
  const saturated = repeats.length >= 2 && total(late, gain) <= 0.15 * kept;
  if (steps.length > 0 && (saturated || gains.length <= 0.5 * effects.length)) {
    const held = total(gains, gain);
    return result('stair-step', 0.9, [
      reasons.steps(steps.length, held, clamp(held / kept, 0, 1)),
      reasons.keptShare(share),
      reasons.ceiling(late.length, Math.max(0, total(late, gain))),
    ]);
  }
  if (steps.length === 0 && saturated) {
    const verdict = result('flat', 0.6, [reasons.saturated(kept)], []);
    verdict.findings.push('saturated');
    return verdict;
  }
  const verdict = result('inconclusive', 0.6, [reasons.undecided(kept)]);
  verdict.missing.push(demands.equalBursts());
  return verdict;
}

/** The repeats of the largest load: all but the first of the bursts that did about as much as the last. */
function equalRepeats(effects: readonly Effect[]): Effect[] {
  const last = effects.at(-1);
  if (last === undefined) return [];
  return effects
    .filter(
      (e) => e.connections === last.connections && Math.abs(e.weight - last.weight) <= 0.3 * last.weight,
    )
    .slice(1);
}
