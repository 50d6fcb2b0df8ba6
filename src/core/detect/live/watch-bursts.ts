/** Follows a run whose load is known, burst by burst: what each left behind, as soon as its rest shows it. */
import { addedLittle, gainOf, stillness, sum } from '../bursts/account';
import { EARLY } from '../bursts/burst-course';
import { burstEffects, type Effect, LEVEL_OVER } from '../bursts/effects';
import type { Burst } from '../bursts/load';
import { type Curve, cut } from '../curve/buckets';
import { measureScale, type Scale } from '../curve/scale';
import { at, clamp, lowerBound, median, slice } from '../curve/vector';
import { asOneRise } from '../life/steps-of-bursts';
import { lastingRises } from '../rises/lasting';
import type { PlacedRise } from '../rises/place';

/** Seconds into a rest after which a level that does not fall any more is taken for settled. */
const SOON = 2;
/** Buckets into a rest after which no step of its burst is said any more. */
const LATEST = 120;
/**
 * Of the rises of the bursts that added something, of a first one and of several: when less is kept, memory rather
 * follows the load.
 */
const LITTLE = { first: 0.45, several: 0.35 };
/** A gain that grew at no less than this share of an even pace to the end of its burst is a leak's or a cache's. */
const TO_THE_END = 0.45;
/** ... or where the burst is too short to see its end, one that is so even. */
const EVEN_EARLY = 0.92;
/** Share of what a burst left by now that a second more takes, from which on memory is still falling. */
const FALLING = 0.1;
/** Share of what a burst left, from which on the clock explains it. */
const CLOCK = 0.4;
/** A burst that added no more than this share of what counts added nothing at all. */
const STILL = 0.3;
/** Times the pace of a leak or a cache, above which a burst added more than that. */
const FASTER = 1.2;
/** Effects that are remembered; more tell nothing new about the next burst. */
const REMEMBERED = 24;

/** A rise that a burst left behind, with what is known of its burst. */
export interface LeftBehind {
  rise: PlacedRise;
  effect: Effect;
}

export class BurstWatch {
  /** of bursts whose rest is over */
  readonly effects: Effect[] = [];
  scale: Scale | undefined;
  private said: number | undefined;

  constructor(private readonly least: number) {}

  /** Whether most bursts that added something went on doing so to their end, as those of a leak do. */
  get growToTheEnd(): boolean {
    const gains = this.effects.filter((effect) => gainOf(effect) > 0);
    return 2 * gains.filter(grewToTheEnd).length >= gains.length;
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

  /** A few seconds into a rest: what the burst seems to have left behind, once, or nothing. */
  settled(curve: Curve, bursts: readonly Burst[]): LeftBehind | undefined {
    const burst = bursts.at(-1);
    const now = at(curve.end, curve.n - 1);
    if (burst === undefined || burst.number === this.said || now < burst.to + SOON) return undefined;
    if (curve.n - lowerBound(curve.start, burst.to, 0, curve.n) > LATEST) return undefined;
    const effect = this.lastEffect(curve, bursts);
    if (effect === undefined || this.scale === undefined) return undefined;
    if (isFalling(curve, burst.to, gainOf(effect))) return undefined;
    this.said = burst.number;
    if (grewBefore(this.window(curve, bursts), effect)) return undefined;
    return this.seemsKept(effect, this.scale) ? this.leftBehind(curve, bursts, effect) : undefined;
  }

  private leftBehind(curve: Curve, bursts: readonly Burst[], effect: Effect): LeftBehind | undefined {
    if (this.scale === undefined) return undefined;
    const part = this.window(curve, bursts);
    const whole = new Int32Array(part.n).fill(part.n - 1);
    const { rises } = lastingRises(part, part.level, whole, this.scale);
    const { tick } = this.scale;
    const rise = asOneRise(
      rises.filter(({ start, end }) => end + tick >= effect.from && start <= effect.to + EARLY),
    );
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
   * leak's or a cache's; a burst that keeps little of its rise, where none came back wholly before, is rather healthy.
   */
  private seemsKept(effect: Effect, scale: Scale): boolean {
    const still = stillness(scale.step);
    if (gainOf(effect) <= still(effect)) return false;
    const lost = this.effects.some((e) => gainOf(e) < -still(e));
    const pauses = this.effects.filter((e) => Math.abs(gainOf(e)) <= STILL * still(e)).length;
    if (!lost && (pauses >= 2 || this.effects.some((e) => addedLittle(e, effect)))) return true;
    if (grewToTheEnd(effect)) return false;
    const gains = this.effects.filter((e) => gainOf(e) > still(e));
    const all = [...gains, effect];
    const little = gains.length === 0 ? LITTLE.first : LITTLE.several;
    if (sum(all, gainOf) < little * sum(all, (e) => e.peak - e.before)) return false;
    if (gains.length === 0 || !gains.every(grewToTheEnd)) return true;
    const pace = sum(gains, gainOf) / sum(gains, (e) => e.weight);
    return gainOf(effect) > FASTER * pace * effect.weight;
  }
}

function grewToTheEnd({ late, evenness }: Effect): boolean {
  return Number.isNaN(late) ? evenness >= EVEN_EARLY : late >= TO_THE_END;
}

/** Whether memory grew in the rest before a burst already, at a pace that makes up much of what the burst left. */
function grewBefore(curve: Curve, effect: Effect): boolean {
  const { from } = effect;
  const begin = at(curve.start, 0);
  const first = lowerBound(curve.start, (begin + from) / 2, 0, curve.n);
  const last = lowerBound(curve.end, from, 0, curve.n) - 1;
  if (last <= first) return false;
  const pace =
    (at(curve.level, last) - at(curve.level, first)) / (at(curve.start, last) - at(curve.start, first));
  // between the middles of the stretches whose levels make the gain
  const between = at(curve.end, curve.n - 1) - from + Math.min(LEVEL_OVER, (from - begin) / 2) / 2;
  return pace * between > CLOCK * gainOf(effect);
}

function isFalling(curve: Curve, since: number, gain: number): boolean {
  const end = at(curve.end, curve.n - 1);
  const part = (from: number, to: number) =>
    median(
      slice(
        curve.level,
        lowerBound(curve.start, from, 0, curve.n),
        clamp(lowerBound(curve.start, to, 0, curve.n), 1, curve.n),
      ),
    );
  const earlier = part(Math.max(since, end - 2), end - 1);
  const later = part(end - 1, end + 1);
  return earlier - later > FALLING * Math.max(0, gain);
}
