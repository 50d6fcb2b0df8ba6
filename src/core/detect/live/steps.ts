/** Steps while a run goes on: said, confirmed, retracted. */
import type { StepEvent } from '../../run/event';
import type { Step } from '../../run/verdict';
import { stillness } from '../bursts/account';
import type { BurstShape } from '../bursts/burst-shape';
import type { Effect } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import { beyondPace, lastingPace } from '../bursts/law';
import { leastMove } from '../curve/scale';
import { at } from '../curve/vector';
import { addedLittleWithFarMore, heldWithFew, isFew, MORE } from '../judge/first-use';
import type { Case } from '../judge/verdict';
import { stepOf, type Unnumbered } from '../life/step';
import { isBornOut } from './added-little';
import { StepLedger, sameStep } from './ledger';
import { shapeSoFar } from './so-far';
import { forgetOldest, LevelSteps } from './steps-of-level';
import { BurstWatch, type LeftBehind, type Settled } from './watch-bursts';

const NOTHING: readonly StepEvent[] = [];
/** Bursts that must have added alike before steps are taken back for a leak's. */
const SURE_OF_LEAK = 4;
/** Bursts whose leavings are remembered until their step is confirmed. */
const MOST_KNOWN = 1000;
/** Of what bursts added, given back again by others: so much leaves in doubt whether steps stay. */
const LOST = 0.1;
/** ... and so little leaves none that they have stayed so far. */
const STAYED = 0.05;
/** Seconds of a rest that is too short to tell what stays. */
const SHORT_REST = 3;
/** Without a known load a step has lasted after so many seconds, buckets, and share of the time before it. */
const LASTED = { seconds: 60, buckets: 40, share: 0.25 };

export class LiveSteps {
  private readonly ledger = new StepLedger();
  private readonly least: number;
  private readonly levels: LevelSteps;
  private readonly bursts: BurstWatch;
  private found: readonly Unnumbered[] = [];
  /** of the bursts so far */
  private shape: BurstShape['name'] = 'open';
  /** by burst: what it left, once its rest was over */
  private readonly known = new Map<number, Unnumbered>();

  constructor(private readonly all: Case) {
    this.least = leastMove(all.options);
    this.levels = new LevelSteps(all.curve, this.ledger, this.least);
    this.bursts = new BurstWatch(this.least);
  }

  /** A bucket was closed; `t` is now. */
  bucket(t: number): readonly StepEvent[] {
    return this.all.load.known ? this.underLoad(t) : this.levels.bucket(t);
  }

  /** A burst begins at `t`: the rest before it is over, and what its burst left is known. */
  restEnded(t: number): readonly StepEvent[] {
    const { curve, load } = this.all;
    const [bursts, next] = [load.bursts.slice(-3, -1), load.bursts.at(-1)];
    const said = this.saySettled(t, this.bursts.settled(curve, bursts, next));
    const left = this.bursts.restEnded(curve, bursts, next);
    if (left !== undefined) this.known.set(left.effect.burst, this.stepFrom(left));
    forgetOldest(this.known, MOST_KNOWN);
    return [...said, ...this.withoutGain(t), ...this.byAllBursts(t)];
  }

  /** Takes back what was said of the last burst, where its rest shows that it added nothing. */
  private withoutGain(t: number): readonly StepEvent[] {
    const { effects, scale } = this.bursts;
    const last = effects.at(-1);
    if (last === undefined || scale === undefined || gainOf(last) > stillness(scale.step)(last))
      return NOTHING;
    return this.ledger.open
      .filter(({ burst }) => burst === last.burst)
      .map((step) => this.ledger.retract(t, step));
  }

  /** What the bursts so far tell of the steps that are open. */
  private byAllBursts(t: number): readonly StepEvent[] {
    const { effects, scale } = this.bursts;
    const open = this.ledger.open;
    const soFar = scale && shapeSoFar(effects, scale, this.all.options.trimsOnly ?? false);
    if (scale === undefined || soFar === undefined) return NOTHING;
    const { account, shape } = soFar;
    const still = stillness(scale.step);
    // One burst that kept little does not yet speak for the next.
    this.shape = shape.name === 'creeping' && account.gains.length < 2 ? 'open' : shape.name;
    const alone = account.gains.length === 1;
    const firstUse = ({ kept }: Step) => {
      const ofFew = alone && (isFew(kept, this.least) || heldWithFew(effects, still));
      // bursts of far more connections may be yet to come
      return ofFew || addedLittleWithFarMore(effects, MORE);
    };
    switch (shape.name) {
      case 'came-back':
      case 'creeping':
      case 'filled':
      case 'leak':
        if (shape.name === 'leak' && !this.isSurelyLeak(shape.growth.count)) return NOTHING;
        // as long as nothing went back, little that stays may be kept for good
        if (shape.name === 'creeping' && account.lost + account.returned <= STAYED * account.gained)
          return NOTHING;
        this.known.clear();
        return this.explainedBy(shape.name, effects).map((step) => this.ledger.retract(t, step));
      case 'ceiling':
      case 'few':
        if (account.lost > LOST * account.gained || effects.every(isShort)) return NOTHING;
        return open
          .filter((step) => isBornOut(step, effects) && !firstUse(step))
          .map((step) => this.ledger.confirm(t, step, this.known.get(step.burst ?? 0) ?? step));
      case 'slowing':
      case 'unlike':
      case 'open':
        return NOTHING;
    }
  }

  settle(
    t: number,
    found: readonly Unnumbered[],
    seen: readonly Unnumbered[],
  ): { events: StepEvent[]; steps: Step[] } {
    return this.ledger.settle(t, found, seen);
  }

  /**
   * Without a known load: the steps of a verdict in between that were also in the one before it, and have lasted, are
   * confirmed. `found` are those of the verdict at `t`.
   */
  lasted(t: number, found: readonly Unnumbered[]): readonly StepEvent[] {
    const { curve, load } = this.all;
    const again = found.filter((step) => this.found.some((earlier) => sameStep(earlier, step)));
    this.found = found;
    if (load.known) return NOTHING;
    const begin = at(curve.start, 0);
    const tick = (t - begin) / curve.n;
    const old = again.filter(
      (step) =>
        t - step.end > Math.max(LASTED.seconds, LASTED.buckets * tick, LASTED.share * (step.end - begin)),
    );
    return this.ledger.confirmFound(t, old);
  }

  /** Steps of a verdict in between, with the numbers they were said with. */
  numbered(found: readonly Unnumbered[]): Step[] {
    return this.ledger.numbered(found);
  }

  private underLoad(t: number): readonly StepEvent[] {
    const { curve, load } = this.all;
    const bursts = load.bursts.slice(-2);
    const foreseen = this.bursts.foreseen(curve, bursts);
    if (foreseen !== undefined) return this.say(t, foreseen);
    return this.saySettled(t, this.bursts.settled(curve, bursts));
  }

  private saySettled(t: number, settled: Settled | undefined): readonly StepEvent[] {
    if (settled === undefined) return NOTHING;
    const said = this.ledger.open.find(({ burst }) => burst === settled.burst);
    if (settled.left === undefined) return said === undefined ? NOTHING : [this.ledger.retract(t, said)];
    return said === undefined
      ? this.say(t, settled.left)
      : [this.ledger.revise(t, said, this.stepFrom(settled.left))];
  }

  private isSurelyLeak(repeats: number): boolean {
    return (repeats >= SURE_OF_LEAK && this.bursts.growToTheEnd) || this.goesOnAlike;
  }

  /** The open steps but those of bursts that added far more than a leak that goes on. */
  private explainedBy(shape: BurstShape['name'], effects: readonly Effect[]): Step[] {
    const pace = shape === 'leak' ? lastingPace(effects) : undefined;
    return this.ledger.open.filter(({ burst }) => {
      const cause = effects.find((effect) => effect.burst === burst);
      return pace === undefined || cause === undefined || beyondPace(cause, pace) === 0;
    });
  }

  private get goesOnAlike(): boolean {
    return this.bursts.addAlike() || lastingPace(this.bursts.effects) !== undefined;
  }

  private say(t: number, left: LeftBehind): readonly StepEvent[] {
    const grows = this.bursts.growToTheEnd || this.goesOnAlike;
    const explained = (this.shape === 'leak' && grows) || this.shape === 'creeping';
    return explained || this.bursts.addAlike(left.effect) || this.ledger.full
      ? NOTHING
      : [this.ledger.propose(t, this.stepFrom(left))];
  }

  private stepFrom({ rise, effect }: LeftBehind): Unnumbered {
    return stepOf(this.all.curve, { ...rise, kept: gainOf(effect), effect });
  }
}

const isShort = ({ to, restEnd }: Effect): boolean => restEnd - to < SHORT_REST;
