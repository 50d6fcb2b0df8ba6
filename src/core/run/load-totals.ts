import type { Plan } from '../plan/plan';
import type { LoadEvent, PhaseEvent } from './event';
import type { RunFold } from './fold';
import { LatencyHistogram } from './latency';

/** Totals of a run's load; latencies in milliseconds. */
export interface LoadTotals {
  /** answered and unanswered ones */
  tried: number;
  /** answered ones */
  requests: number;
  errors: number;
  non2xx: number;
  /** bytes */
  sent: number;
  /** requests a second over the time under load */
  rps: number;
  p50?: number;
  p99?: number;
  errorKinds: Record<string, number>;
}

/** Adds up the ticks of a run, in memory that does not grow with it. */
export class LoadSum {
  private readonly latency = new LatencyHistogram();
  private readonly sums = { requests: 0, errors: 0, non2xx: 0, sent: 0 };
  private readonly errorKinds: Record<string, number> = {};
  private readonly time: LoadTime;

  constructor(plan?: Plan) {
    this.time = new LoadTime(plan);
  }

  phase(event: Pick<PhaseEvent, 't' | 'phase'>): void {
    this.time.phase(event);
  }

  add(load: LoadEvent): void {
    this.time.tick(load);
    this.sums.requests += load.requests;
    this.sums.errors += load.errors;
    this.sums.non2xx += load.non2xx;
    this.sums.sent += load.sent;
    for (const [kind, n] of Object.entries(load.errorKinds ?? {})) {
      this.errorKinds[kind] = (this.errorKinds[kind] ?? 0) + n;
    }
    if (load.latencies) this.latency.addCounts(load.latencies);
  }

  totals(): LoadTotals {
    const p50 = this.latency.quantile(0.5);
    const p99 = this.latency.quantile(0.99);
    const { seconds } = this.time;
    return {
      ...this.sums,
      tried: this.sums.requests + this.sums.errors,
      rps: seconds > 0 ? this.sums.requests / seconds : 0,
      errorKinds: { ...this.errorKinds },
      ...(p50 !== undefined && { p50 }),
      ...(p99 !== undefined && { p99 }),
    };
  }
}

/**
 * The time under load: of its bursts, or of its ticks where the log tells of none. Ticks alone are not enough: stretches
 * without an answer may stand in none.
 */
class LoadTime {
  /** seconds that a burst is to last; absent where a number of requests ends it */
  private readonly planned: number | undefined;
  private bursts = 0;
  private past = 0;
  private ticked = 0;
  private open: { from: number; lastTick: number } | undefined;

  constructor(plan: Plan | undefined) {
    if (plan && 'seconds' in plan.burst) this.planned = plan.burst.seconds;
  }

  get seconds(): number {
    if (this.bursts === 0) return this.ticked;
    return this.past + (this.open ? this.open.lastTick - this.open.from : 0);
  }

  phase({ t, phase }: Pick<PhaseEvent, 't' | 'phase'>): void {
    if (this.open) this.past += this.lasted(this.open, t);
    this.open = undefined;
    if (phase !== 'burst') return;
    this.bursts++;
    this.open = { from: t, lastTick: t };
  }

  tick({ t, dt }: LoadEvent): void {
    this.ticked += dt;
    if (this.open) this.open.lastTick = Math.max(this.open.lastTick, t);
  }

  /** What ends a burst, and a look at the maps of memory, come a moment after its load. */
  private lasted({ from, lastTick }: { from: number; lastTick: number }, to: number): number {
    return Math.min(to - from, Math.max(this.planned ?? Number.POSITIVE_INFINITY, lastTick - from));
  }
}

export function loadTotals({
  header,
  phases,
  loads,
}: Pick<RunFold, 'header' | 'phases' | 'loads'>): LoadTotals {
  const sum = new LoadSum(header?.plan);
  let next = 0;
  const enter = (until: number) => {
    for (let span = phases[next]; span !== undefined && span.from <= until; span = phases[++next])
      sum.phase({ t: span.from, phase: span.phase });
  };
  for (const load of loads) {
    enter(load.t);
    sum.add(load);
  }
  enter(Number.POSITIVE_INFINITY);
  return sum.totals();
}
