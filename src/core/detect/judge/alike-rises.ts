/** Rises that are alike, or each twice the one before: those of a leak under bursts, of a cache that fills, of a table that grows. */
import type { Account } from '../bursts/account';
import { addsEqual, addsEvenly, equalToTheEnd } from '../bursts/evenly';
import { median } from '../curve/vector';
import type { Life } from '../life/life';
import { type Candidate, GIVEN_BACK } from '../life/step';
import { circumstances } from './circumstances';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import {
  alikeSteps,
  areRegular,
  doublings,
  isOverdue,
  mayHaveFilled,
  staircaseOf,
  undiminished,
} from './staircase';
import { reasons } from './words';

/** Rises in question from which on they are shown as none, where they are alike and where they are not. */
const SLOPE = { alike: 7, unlike: 11 };

/** Rises that may be a leak's: so many of them are its slope, cut into pieces, and no steps to look at one by one. */
export const few = (steps: Candidate[], many = SLOPE.unlike): Candidate[] =>
  steps.length < many ? steps : [];

/** Equal rises that are no chance, whenever they come. */
const SEVERAL = 6;

const fewAlike = (steps: Candidate[]) => few(steps, SLOPE.alike);

/** Rises that are alike: a leak where they go on, else in question. */
export function alikeRises(
  life: Life,
  steps: Candidate[],
  byDuration: Account,
  alike: Account,
): Judgement | undefined {
  const missing = [demands.load(), demands.moreBursts()];
  const row = equalToTheEnd(alike, life.end);
  if (row !== undefined) {
    return judgement('leak', 0.6, {
      reasons: [reasons.equalRises(row.count, row.added / row.count)],
      missing,
    });
  }
  const evenly = addsEvenly(byDuration) && byDuration.gains.at(-1) === life.effects.at(-1);
  const leak = [byDuration, alike].find(addsEqual)?.all ?? (evenly ? byDuration.all : undefined);
  if (leak !== undefined) {
    const starts = alike.gains.map((effect) => effect.from);
    const byChance = leak.count < SEVERAL && !areRegular(starts);
    return judgement(byChance || isOverdue(starts, life.end) ? 'inconclusive' : 'leak', 0.6, {
      reasons: [reasons.equalRises(leak.count, leak.added / leak.count)],
      missing,
    });
  }
  const doubled = doublings(steps);
  if (doubled !== undefined) {
    const said = { steps: fewAlike(steps), reasons: [circumstances.doubling(doubled)], missing };
    return judgement('inconclusive', 0.6, said);
  }
  const stairs = staircaseOf(steps, life.end);
  if (stairs !== undefined) {
    const goesOn = stairs.goesOn && stairs.count > 3;
    return judgement(goesOn ? 'leak' : 'inconclusive', 0.6, {
      steps: goesOn ? [] : fewAlike(steps),
      reasons: [reasons.equalRises(stairs.count, stairs.each)],
      missing,
    });
  }
  const each = undiminished(steps);
  if (each !== undefined) {
    return judgement('inconclusive', 0.6, {
      reasons: [reasons.equalRises(steps.length - 1, each)],
      missing,
    });
  }
  if (mayHaveFilled(steps, life.effects, life.scale.step)) {
    const [first] = steps;
    return judgement('inconclusive', 0.6, {
      steps,
      reasons: [reasons.equalRises(2, first?.kept ?? 0)],
      missing,
    });
  }
  const kept = life.steps.filter((step) => step.givenBack <= GIVEN_BACK);
  const equal = alikeSteps(kept, life.effects, life.scale.step, life.end);
  if (equal === undefined) return undefined;
  return judgement('inconclusive', 0.6, {
    steps: fewAlike(steps),
    reasons: [reasons.equalRises(equal.length, median(equal))],
    missing,
  });
}
