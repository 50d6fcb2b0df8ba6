/** What the load did: the bursts of a run, from phases, from ticks of requests, or from plain intervals. */
import type { LoadEvent, PhaseEvent } from '../../run/event';

export interface Burst {
  /** 1-based */
  number: number;
  /** seconds; `to` is infinite while the burst goes on */
  from: number;
  to: number;
  connections?: number;
  /** of bursts with hardly a rest between them: whether their connections differed, or nobody counted them */
  varied?: boolean;
  /** answered requests, with the failed ones among them; absent where nobody counted */
  requests?: number;
  /** answers outside 2xx and requests without an answer */
  failed?: number;
}

/** Bursts that are kept apart. */
const MOST = 16_384;

/** Two bursts as one, from the first to the second, with all that they did. */
export function joined(a: Burst, b: Burst): Burst {
  const both: Burst = { number: a.number, from: a.from, to: b.to };
  if (a.requests !== undefined || b.requests !== undefined)
    both.requests = (a.requests ?? 0) + (b.requests ?? 0);
  if (a.failed !== undefined || b.failed !== undefined) both.failed = (a.failed ?? 0) + (b.failed ?? 0);
  const connections = Math.max(a.connections ?? 0, b.connections ?? 0);
  if (connections > 0) both.connections = connections;
  if (a.varied === true || a.connections === undefined || a.connections !== b.connections) both.varied = true;
  return both;
}

/** Collects the bursts while a run goes on. Late ticks of requests count for the burst they cover. */
export class LoadTimeline {
  readonly bursts: Burst[] = [];
  requests = 0;
  failed = 0;
  private phases = 0;

  /** Bursts of known connections that brought less than one answer with success a connection, and all such bursts; none where nobody counted. */
  get served(): { hardly: number; of: number } {
    if (this.requests === 0) return { hardly: 0, of: 0 };
    const known = this.bursts.filter(
      ({ connections, to }) => connections !== undefined && Number.isFinite(to),
    );
    const hardly = known.filter(
      ({ connections = 0, requests = 0, failed = 0 }) => requests - failed < connections,
    );
    return { hardly: hardly.length, of: known.length };
  }

  /** Whether anything is known of the load. */
  get known(): boolean {
    return this.phases > 0 || this.bursts.length > 0;
  }

  /** True where the phase began or ended a burst. */
  phase(event: PhaseEvent): boolean {
    this.phases++;
    const open = this.bursts.at(-1);
    const wasOpen = open !== undefined && open.to === Number.POSITIVE_INFINITY;
    if (wasOpen) open.to = Math.max(open.from, event.t);
    if (event.phase !== 'burst') return wasOpen;
    const burst: Burst = {
      number: event.burst ?? this.bursts.length + 1,
      from: event.t,
      to: Number.POSITIVE_INFINITY,
    };
    if (event.connections !== undefined) burst.connections = event.connections;
    this.bursts.push(burst);
    if (this.bursts.length > MOST) this.coarsen();
    return true;
  }

  load(event: LoadEvent): void {
    const failed = event.errors + event.non2xx;
    const tried = event.requests + event.errors;
    this.requests += tried;
    this.failed += failed;
    if (this.phases === 0) this.infer(event, tried);
    const middle = event.t - event.dt / 2;
    for (let i = this.bursts.length - 1; i >= 0; i--) {
      const burst = this.bursts[i];
      if (burst === undefined || middle < burst.from) continue;
      burst.requests = (burst.requests ?? 0) + tried;
      burst.failed = (burst.failed ?? 0) + failed;
      return;
    }
  }

  /** Makes each two finished bursts one, so that memory stays bounded. */
  private coarsen(): void {
    const bursts = this.bursts.splice(0);
    const open = bursts.splice(-2);
    for (let i = 0; i < bursts.length; i += 2) {
      const [first, second] = bursts.slice(i, i + 2);
      if (first !== undefined) this.bursts.push(second === undefined ? first : joined(first, second));
    }
    this.bursts.push(...open);
  }

  /** Without phases, ticks with requests in them that follow each other are one burst. */
  private infer(event: LoadEvent, tried: number): void {
    if (tried === 0) return;
    const from = event.t - event.dt;
    const last = this.bursts.at(-1);
    if (last !== undefined && from - last.to <= event.dt / 2) last.to = event.t;
    else this.bursts.push({ number: this.bursts.length + 1, from, to: event.t });
  }
}
