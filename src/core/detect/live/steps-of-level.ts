/** Steps without a known load: rises whose new level lasts, told from the curve alone. */
import type { StepEvent } from '../../run/event';
import type { Step } from '../../run/verdict';
import type { Curve } from '../curve/buckets';
import { at } from '../curve/vector';
import { stepOf } from '../life/step';
import type { StepLedger } from './ledger';
import { type Lasting, LevelWatch, MOST_WAITING } from './watch-level';

export class LevelSteps {
  private readonly watch: LevelWatch;
  private readonly told = new Map<Lasting, Step>();

  constructor(
    private readonly curve: Curve,
    private readonly ledger: StepLedger,
    least: number,
  ) {
    this.watch = new LevelWatch(least);
  }

  /** A bucket was closed; `t` is now. */
  bucket(t: number): readonly StepEvent[] {
    const { curve } = this;
    const { told, lost } = this.watch.bucket(at(curve.end, curve.n - 1), at(curve.level, curve.n - 1));
    const events = lost.flatMap((rise) => this.lose(t, rise));
    if (told !== undefined && !this.ledger.full) {
      const event = this.ledger.propose(t, stepOf(curve, { ...told, kept: told.after - told.before }));
      this.told.set(told, event.step);
      forgetOldest(this.told, MOST_WAITING);
      events.push(event);
    }
    return events;
  }

  private lose(t: number, rise: Lasting): StepEvent[] {
    const step = this.told.get(rise);
    this.told.delete(rise);
    return step === undefined ? [] : [this.ledger.retract(t, step)];
  }
}

/** Leaves the `most` newest entries of a map. */
export function forgetOldest<K>(map: Map<K, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
