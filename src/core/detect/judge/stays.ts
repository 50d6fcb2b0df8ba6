/** Whether a rise of a series without a known load has stood for long enough to count as kept. */
import { gainOf } from '../bursts/growth';
import type { Life } from '../life/life';
import { type Candidate, GIVEN_BACK } from '../life/step';

/** Seconds and buckets that a plateau must have lasted at the end of a series. */
const LASTED = 5;
/** Rises that tell how long one like them stays, and the share of each that may be left. */
const FEW = 3;
const CAME_BACK = 0.1;

/** Share of a rise that went back, from which on it is no step where there is no other. */
const MUCH_OF_ONE = 0.4;

/** The rises of a life that were kept; a single one of which much went back tells nothing. */
export function keptSteps(life: Life): Candidate[] {
  const steps = life.steps.filter((step) => isKept(step, life));
  const [first, ...others] = steps;
  return others.length === 0 && (first?.givenBack ?? 0) > MUCH_OF_ONE ? [] : steps;
}

/** Whether what rose has not gone back, and stood for longer than what was alike or as high before. */
function isKept(step: Candidate, life: Life): boolean {
  const length = life.end - life.begin;
  const lasted = Math.max(LASTED, LASTED * life.scale.tick, step.kept < 0.5 * life.swing ? 0.05 * length : 0);
  return (
    step.givenBack <= GIVEN_BACK &&
    life.end - step.end >= Math.max(lasted, usualStay(step, life), step.heldBefore ?? 0)
  );
}

/** Seconds after which rises like this one have always come back; 0 where there were few of them, or one was kept. */
function usualStay(step: Candidate, life: Life): number {
  const alike = life.effects.filter((e) => e.to < step.start && e.peak - e.before >= 0.5 * step.kept);
  const kept = alike.some((effect) => gainOf(effect) > CAME_BACK * (effect.peak - effect.before));
  return alike.length < FEW || kept ? 0 : Math.max(...alike.map((effect) => effect.to - effect.from));
}
