/** From all buckets of a series, and what is known beside them, to its verdict. */
import type { BurstEffect, Step, Verdict } from '../../run/verdict';
import { takeAccount } from '../bursts/account';
import { type Effect, isCounted } from '../bursts/effects';
import type { LoadTimeline } from '../bursts/load';
import { type Curve, cut } from '../curve/buckets';
import { leastMove } from '../curve/scale';
import { at } from '../curve/vector';
import type { DetectorOptions, Ending } from '../detector';
import { splitEpochs } from '../life/epoch';
import { readLife } from '../life/life';
import { withoutFreedStart, withoutStart } from '../life/start-up';
import { heldBy, stepOf, type Unnumbered } from '../life/step';
import { steadied } from '../rises/creep';
import { type PartsOfMemory, withGrownPart } from './breakdown';
import { circumstances } from './circumstances';
import { decisive, type Judged } from './combine';
import { demands } from './demands';
import { withIdleDecay } from './idle';
import { judge } from './judge';
import { type Judgement, judgement } from './judgement';
import { acrossLives, withLives } from './lives';
import { adviceFor } from './next';
import { withEnding, withFailures, withLimit, withUnseenLoad } from './record';
import { reasons } from './words';

/** All that a verdict is made of. */
export interface Case {
  curve: Curve;
  load: LoadTimeline;
  parts: PartsOfMemory;
  options: DetectorOptions;
}

/**
 * A verdict whose steps have no numbers yet, all steps that were seen, those too of which too much went back, and the
 * seconds of the life that speaks for all.
 */
export type Draft = Omit<Verdict, 'steps'> & {
  steps: Unnumbered[];
  seen: Unnumbered[];
  decided: { begin: number; end: number };
};

/** The verdict with the steps that are marked; its reasons count these. */
export function completed({ decided, seen: _, ...draft }: Draft, steps: Step[]): Verdict {
  const marked = steps.filter((step) => step.end >= decided.begin && step.start <= decided.end);
  const counted = draft.reasons.map((reason) =>
    reason.code === 'steps-hold-growth' && marked.length > 0
      ? reasons.steps(marked.length, heldBy(marked), reason.numbers?.growth ?? 0)
      : reason,
  );
  return { ...draft, steps, reasons: counted };
}

/** The verdict on all that was pushed. */
export function verdictOf(all: Case, ending: Ending = {}): Draft {
  const { curve, load, options } = all;
  const least = leastMove(options);
  const surroundings = { least, trimsOnly: options.trimsOnly ?? false };
  const tick = curve.n > 1 ? (at(curve.start, curve.n - 1) - at(curve.start, 0)) / (curve.n - 1) : 1;
  const judged: Judged[] = [];
  const epochs = curve.n === 0 ? [] : splitEpochs(curve, tick, least, load.bursts);
  const { lives, freed } = withoutFreedStart(curve, epochs, load.bursts);
  for (const epoch of lives) {
    const { from, to } = withoutStart(curve, epoch, judged.at(-1)?.life.baseline ?? 0, load.bursts);
    const part = cut(curve, from, to);
    const life = readLife(part, load.bursts, surroundings);
    const readAgain = (loaded: boolean, pace: number) =>
      readLife(steadied(part, pace), loaded ? load.bursts : [], surroundings);
    judged.push({ life, judgement: judge(life, readAgain) });
  }
  const main = decisive(judged);
  if (main === undefined) return draft(all, empty(), [], { begin: 0, end: 0 });
  const said = withLives(withIdleDecay(acrossLives(main, judged), main.life, options), lives, freed);
  const kept = main.life.final - main.life.baseline;
  const grown = all.parts.grown(main.life.scale.step, kept);
  const explained = grown === undefined ? said : withGrownPart(said, grown, kept, options.allocator);
  const limited = withLimit(explained, judged, options.memoryLimit);
  const seen = withUnseenLoad(withFailures(limited, load), load, at(curve.end, curve.n - 1));
  return draft(all, withEnding(seen, main, ending), judged, main.life);
}

function empty(): Judgement {
  return judgement('inconclusive', 1, {
    reasons: [circumstances.tooShort(0, 0)],
    missing: [demands.samples()],
  });
}

function draft(
  { curve, options }: Case,
  said: Judgement,
  judged: readonly Judged[],
  { begin, end }: Draft['decided'],
): Draft {
  const lives = judged.map(({ life }) => life);
  const last = lives.at(-1);
  const effects = lives.filter((life) => life.loaded).flatMap((life) => life.effects);
  const rate = takeAccount(effects, () => 0).repeats?.rate;
  const counted = effects.length > 0 && isCounted(effects);
  const marked = said.profile === 'stair-step' || said.profile === 'leak' || said.profile === 'inconclusive';
  const result: Draft = {
    profile: said.profile,
    confidence: said.confidence,
    steps: marked ? judged.flatMap((one) => one.judgement.steps).map((step) => stepOf(curve, step)) : [],
    seen: lives.flatMap((life) => life.steps).map((step) => stepOf(curve, step)),
    findings: said.findings,
    reasons: said.reasons,
    missing: said.missing,
    next: adviceFor(said, options),
    baseline: Math.round(lives[0]?.baseline ?? 0),
    peak: Math.round(Math.max(0, ...lives.map((life) => life.peak))),
    retained: Math.round(last?.retained ?? 0),
    bursts: effects.map(toBurstEffect),
    decided: { begin, end },
  };
  if (counted && rate !== undefined) result.growthPerThousand = Math.round(1000 * rate);
  return result;
}

function toBurstEffect({
  burst,
  before,
  peak,
  after,
  keptShare,
  connections,
  requests,
}: Effect): BurstEffect {
  return {
    burst,
    before: Math.round(before),
    peak: Math.round(peak),
    after: Math.round(after),
    keptShare,
    ...(connections === undefined ? {} : { connections }),
    ...(requests === undefined ? {} : { requests }),
  };
}
