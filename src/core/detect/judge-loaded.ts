/** The shape of a run whose load is known: growth is read against the bursts, not against the clock. */
import { type Account, filledUp, type Growth, stillness, sum, takeAccount } from './account';
import { type Judgement, judgement } from './judgement';
import type { Life } from './life';
import { clamp } from './vector';
import { demands, reasons } from './words';

/** Repeats that a leak must have grown over. */
const ENOUGH_REPEATS = 3;
/** Below these shares, memory follows the load. */
const LITTLE_OF_BURST = 0.4;
const LITTLE_OF_PEAK = 0.5;

export function judgeLoaded(life: Life): Judgement {
  const { scale, effects } = life;
  const still = stillness(scale.step);
  const account = takeAccount(effects, still);
  const kept = life.final - life.baseline;
  const swing = life.peak - life.baseline;
  if (cameBack(account, kept, swing, scale.step)) {
    return swing > Math.max(2 * scale.least, 0.08 * life.baseline)
      ? judgement('ragged', 0.9, { reasons: [reasons.cameBack(life.peak, life.final)] })
      : judgement('flat', 0.9, { reasons: [reasons.still(life.swing, life.baseline)] });
  }
  const steps = life.steps.filter((step) => step.givenBack <= 0.65);
  const growth = leakOf(
    account,
    kept,
    effects.every((e) => e.requests !== undefined),
  );
  if (growth !== undefined) {
    return judgement('leak', 0.9, {
      reasons: [reasons.goesOn(growth.lateCount, growth.late / growth.lateCount)],
    });
  }
  const { share, gained, lost, repeats } = account;
  if (
    !(account.scattered && lost <= 0.1 * gained) &&
    share < LITTLE_OF_BURST &&
    (lost > 0.15 * gained || kept < LITTLE_OF_PEAK * swing)
  ) {
    return judgement('ragged', 0.7, {
      findings: ['not-decayed'],
      reasons: [reasons.keptShare(share), reasons.cameBack(life.peak, life.final)],
    });
  }
  if (filledUp(effects, still)) {
    return judgement('flat', 0.7, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
  }
  const sparse = account.gains.length <= 0.5 * effects.length;
  const ceiling = repeats !== undefined && hasCeiling(repeats, account, kept);
  if (repeats !== undefined && (ceiling || sparse)) {
    if (steps.length === 0) {
      return judgement('flat', 0.6, { findings: ['saturated'], reasons: [reasons.saturated(kept)] });
    }
    return judgement('stair-step', 0.9, {
      steps,
      reasons: [
        reasons.steps(steps.length, gained, clamp(gained / kept, 0, 1)),
        reasons.keptShare(share),
        reasons.ceiling(repeats.lastCount, Math.max(0, repeats.last)),
      ],
    });
  }
  return judgement('inconclusive', 0.6, {
    steps,
    reasons: [reasons.undecided(kept)],
    missing: [demands.equalBursts()],
  });
}

function cameBack(account: Account, kept: number, swing: number, step: number): boolean {
  return kept <= Math.max(step, 0.12 * swing) && kept <= 0.35 * Math.max(account.gained, 2 * step);
}

/** The growth of a leak: repeats that add alike to the end, or all bursts in proportion to unlike loads. */
function leakOf(account: Account, kept: number, counted: boolean): Growth | undefined {
  const { repeats, all, gained, lost } = account;
  const goesOn = (growth: Growth) =>
    growth.lasting > 0.5 &&
    lost <= 0.1 * gained &&
    (growth.lateGains === 1 || (growth.lateGains > 0.5 && growth.unevenness < 0.2)) &&
    growth.rate * sum(account.effects, (e) => e.weight) > 0.5 * kept;
  if (repeats !== undefined && repeats.count >= ENOUGH_REPEATS && goesOn(repeats)) {
    if (repeats.unevenness < (counted ? 0.35 : 0.15)) return repeats;
  }
  const proportional = all !== undefined && all.count >= 4 && all.variety > 0.25 && all.unevenness < 0.2;
  return proportional && goesOn(all) ? all : undefined;
}

/** Whether the last repeats added next to nothing, of all that was kept or against those before them. */
function hasCeiling(repeats: Growth, account: Account, kept: number): boolean {
  const largest = Math.max(...account.gains.map((e) => e.after - e.before), 0);
  return (
    repeats.late <= 0.15 * kept ||
    (repeats.last / repeats.lastCount <= 0.15 * largest && repeats.lasting < 0.6)
  );
}
