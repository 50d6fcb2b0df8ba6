/** Follows a run whose load is known, burst by burst: what each left behind, as soon as its rest shows it. */
import { lowerBound } from '../../run/sorted';
import { stillness } from '../bursts/account';
import { EARLY } from '../bursts/burst-course';
import { burstEffects, type Effect, isCounted } from '../bursts/effects';
import { grewToTheEnd } from '../bursts/evenly';
import { gainOf, sum } from '../bursts/growth';
import type { Burst } from '../bursts/load';
import { type Curve, cut } from '../curve/buckets';
import { measureScale, type Scale } from '../curve/scale';
import { at } from '../curve/vector';
import { isNoticeable } from '../life/step';
import { riseOfBurst } from '../life/steps-of-bursts';
import { isQuick, lastingRises } from '../rises/lasting';
import type { PlacedRise } from '../rises/place';
import { addedLittle } from './added-little';
import { keptByNow, RESTING } from './foresee';
import { explainedByTheClock, holdsLevel, isFalling } from './rests';

/** Seconds into a rest after which a level that does not fall any more is taken for settled; one that holds still is sooner. */
const SOON = 2;
/** Seconds into a rest in which what requests held goes back. */
const FREED = 0.25;
/** Buckets into a rest, or into a burst, after which no step of the burst is said any more. */
const LATEST = 120;
/**
 * Of the rises of the bursts that added something, of a first one and of several: when less is kept, memory rather
 * follows the load.
 */
const LITTLE = { first: 0.6, several: 0.4 };
/** A burst that added no more than this share of what counts added nothing at all. */
const STILL = 0.3;
/** Times the pace of a leak or a cache, above which a burst added more than that. */
const FASTER = 1.2;
/** ... and share of that pace, above or below it, by which no leak differs from burst to burst. */
const UNLIKE = 0.25;
/** Bursts that added alike, and by how much the least of them may fall short of the most. */
const ALIKE = { count: 3, spread: 0.25 };
/** Effects that are remembered; more tell nothing new about the next burst. */
const REMEMBERED = 24;

/** A rise that a burst left behind, with what is known of its burst. */
export interface LeftBehind {
  rise: PlacedRise;
  effect: Effect;
}

/** What a burst seems to have left behind, once its rest begins to show it; nothing where that is no step. */
export interface Settled {
  burst: number;
  left: LeftBehind | undefined;
}

export class BurstWatch {
  /** of bursts whose rest is over */
  readonly effects: Effect[] = [];
  scale: Scale | undefined;
  private said: number | undefined;
  private foretold: number | undefined;

  constructor(private readonly least: number) {}

  /** Whether most bursts that added something went on doing so to their end, as those of a leak do. */
  get growToTheEnd(): boolean {
    const gains = this.effects.filter((effect) => gainOf(effect) > 0);
    return gains.length > 0 && 2 * gains.filter(grewToTheEnd).length >= gains.length;
  }

  /** Whether bursts, `next` with them, have all added alike for the same work, as none but a leak or a cache does. */
  addAlike(next?: Effect): boolean {
    const all = next === undefined ? this.effects : [...this.effects, next];
    if (all.length < ALIKE.count) return false;
    const rates = all.map((effect) => gainOf(effect) / effect.weight);
    return Math.min(...rates) >= (1 - ALIKE.spread) * Math.max(...rates);
  }

  /** Takes the rest of the last of `bursts` as ended by the `next`: what it left behind for good, or nothing. */
  restEnded(curve: Curve, bursts: readonly Burst[], next: Burst | undefined): LeftBehind | undefined {
    const effect = this.lastEffect(curve, bursts, next);
    if (effect === undefined) return undefined;
    this.effects.push(effect);
    if (this.effects.length > REMEMBERED) this.effects.shift();
    const gained = this.scale !== undefined && gainOf(effect) > stillness(this.scale.step)(effect);
    return gained ? this.leftBehind(curve, bursts, effect) : undefined;
  }

  /** While the last of `bursts` still runs: what it will leave behind by all that is known, once, or nothing. */
  foreseen(curve: Curve, bursts: readonly Burst[]): LeftBehind | undefined {
    const burst = bursts.at(-1);
    const last = this.effects.at(-1);
    if (burst === undefined || burst.to !== Number.POSITIVE_INFINITY) return undefined;
    if (last === undefined || this.scale === undefined) return undefined;
    if (burst.number === this.foretold || isLate(curve, burst.from) || this.growToTheEnd) return undefined;
    const kept = keptByNow(curve, burst, this.effects);
    if (kept === undefined || kept <= stillness(this.scale.step)(last)) return undefined;
    const before = sum(this.effects, (effect) => Math.max(0, gainOf(effect)));
    if (!isNoticeable(kept, before)) return undefined;
    this.foretold = burst.number;
    const soFar = [...bursts.slice(0, -1), { ...burst, to: at(curve.end, curve.n - 1) - RESTING }];
    const effect = this.lastEffect(curve, soFar);
    if (effect === undefined) return undefined;
    const left = { ...effect, after: effect.before + kept };
    const part = this.window(curve, soFar);
    const gained = gainOf(last) > stillness(this.scale.step)(last);
    if (gained && explainedByTheClock(part, burst.from, last, last.restEnd)) return undefined;
    return this.leftBehind(curve, soFar, left);
  }

  /** A second or two into a rest, or as the `next` burst ends it, once: what the burst seems to have left behind. */
  settled(curve: Curve, bursts: readonly Burst[], next?: Burst): Settled | undefined {
    const burst = bursts.at(-1);
    const now = at(curve.end, curve.n - 1);
    if (burst === undefined || burst.number === this.said || isLate(curve, burst.to)) return undefined;
    const early = next === undefined && now < burst.to + SOON;
    if (early && at(curve.start, curve.n - 2) < burst.to + FREED) return undefined;
    const effect = this.lastEffect(curve, bursts, next);
    if (effect === undefined || this.scale === undefined) return undefined;
    if (early && !holdsLevel(curve, gainOf(effect))) return undefined;
    if (isFalling(curve, burst.to, gainOf(effect))) return undefined;
    const kept =
      !explainedByTheClock(this.window(curve, bursts), burst.from, effect, now) &&
      this.seemsKept(effect, this.scale, burst.number === this.foretold)
        ? this.leftBehind(curve, bursts, effect)
        : undefined;
    if (early && kept === undefined) return undefined;
    this.said = burst.number;
    return { burst: burst.number, left: kept };
  }

  private leftBehind(curve: Curve, bursts: readonly Burst[], effect: Effect): LeftBehind | undefined {
    const { scale } = this;
    if (scale === undefined) return undefined;
    const part = this.window(curve, bursts);
    const whole = new Int32Array(part.n).fill(part.n - 1);
    const { floor, rises } = lastingRises(part, part.level, whole, scale);
    const length = at(curve.end, curve.n - 1) - at(curve.start, 0);
    const ofBurst = rises.filter(
      (rise) =>
        rise.end + scale.tick >= effect.from &&
        rise.start <= effect.to + EARLY &&
        isQuick(rise, scale, length),
    );
    const rise = riseOfBurst(part, floor, ofBurst, effect);
    return rise === undefined ? undefined : { rise, effect };
  }

  private lastEffect(curve: Curve, bursts: readonly Burst[], next?: Burst): Effect | undefined {
    const burst = bursts.at(-1);
    if (burst === undefined || burst.to === Number.POSITIVE_INFINITY) return undefined;
    const part = this.window(curve, bursts);
    if (part.n < 4) return undefined;
    const busyFrom = lowerBound(part.start, burst.from, 0, part.n);
    const busy = new Uint8Array(part.n).fill(
      1,
      busyFrom,
      lowerBound(part.start, burst.to + 1, busyFrom, part.n),
    );
    this.scale = measureScale(part, this.least, busy);
    return burstEffects(part, next === undefined ? [burst] : [burst, next])[0];
  }

  /** The rest before the last burst and all since. */
  private window(curve: Curve, bursts: readonly Burst[]): Curve {
    const before = bursts.at(-2)?.to ?? Number.NEGATIVE_INFINITY;
    const burst = bursts.at(-1);
    const from = lowerBound(curve.start, Math.max(before, (burst?.from ?? 0) - 30), 0, curve.n);
    return cut(curve, from, curve.n);
  }

  /**
   * Whether a burst left a step, as far as one can say so early. What grew to the very end of its burst is rather a
   * leak's or a cache's, unless those before it tell otherwise, by which it was foretold; a burst that keeps little of its rise, where none came back wholly before, is rather healthy.
   */
  private seemsKept(effect: Effect, scale: Scale, foretold: boolean): boolean {
    const still = stillness(scale.step);
    if (gainOf(effect) <= still(effect)) return false;
    const gains = this.effects.filter((e) => gainOf(e) > still(e));
    const before = sum(gains, gainOf);
    if (!isNoticeable(gainOf(effect), before, foretold ? 'foretold' : 'usual')) return false;
    const lost = this.effects.some((e) => gainOf(e) < -still(e));
    const pauses = this.effects.filter((e) => Math.abs(gainOf(e)) <= STILL * still(e)).length;
    if (!lost && (pauses >= 2 || this.effects.some((e) => addedLittle(e, effect)))) return true;
    const all = [...gains, effect];
    const pace = sum(gains, gainOf) / sum(gains, (e) => e.weight);
    const ofPace = gainOf(effect) / (pace * effect.weight);
    const unlike = ofPace > 1 + UNLIKE || (ofPace < 1 - UNLIKE && !gains.every(grewToTheEnd));
    if (grewToTheEnd(effect) && !foretold && !(unlike && isCounted(all))) return false;
    const little = gains.length === 0 ? LITTLE.first : LITTLE.several;
    if (sum(all, gainOf) < little * sum(all, (e) => e.peak - e.before)) return false;
    if (gains.length === 0 || !gains.every(grewToTheEnd)) return true;
    return ofPace > FASTER;
  }
}

/** Whether so much time went by since then that no step is said any more. */
function isLate(curve: Curve, since: number): boolean {
  return curve.n - lowerBound(curve.start, since, 0, curve.n) > LATEST;
}
