/** Totals of a run's load, summed as it goes, in memory that does not grow with the run. */
import type { LoadEvent } from '../../core/run/event';
import { type LoadTotals, loadTotals } from '../../core/run/fold';

/** Ticks whose latencies agree to this many digits are one. */
const DIGITS = 2;

export class LoadSummary {
  private readonly merged = new Map<string, LoadEvent>();

  add(load: LoadEvent): void {
    const p50 = coarse(load.p50);
    const p99 = coarse(load.p99);
    const key = `${p50} ${p99}`;
    const same = this.merged.get(key);
    if (!same) {
      this.merged.set(key, {
        ...load,
        ...(p50 !== undefined && { p50 }),
        ...(p99 !== undefined && { p99 }),
        ...(load.errorKinds && { errorKinds: { ...load.errorKinds } }),
      });
      return;
    }
    same.dt += load.dt;
    same.requests += load.requests;
    same.errors += load.errors;
    same.non2xx += load.non2xx;
    same.sent += load.sent;
    for (const [kind, n] of Object.entries(load.errorKinds ?? {})) {
      same.errorKinds ??= {};
      same.errorKinds[kind] = (same.errorKinds[kind] ?? 0) + n;
    }
  }

  totals(): LoadTotals {
    return loadTotals([...this.merged.values()]);
  }
}

function coarse(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(DIGITS));
}
