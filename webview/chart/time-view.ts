/** The stretch of time that charts show. Charts that share one move together. */

/** Seconds; a zoom goes no deeper. */
const SHORTEST = 0.25;

export class TimeView {
  /** seconds recorded so far */
  private recorded = SHORTEST;
  /** undefined: all there is, growing with it */
  private window: { from: number; to: number } | undefined;
  private readonly listeners = new Set<() => void>();

  get from(): number {
    return this.window?.from ?? 0;
  }

  get to(): number {
    return this.window?.to ?? this.recorded;
  }

  get end(): number {
    return this.recorded;
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The recording has grown; nobody is told, as whoever adds data draws anyway. */
  extend(end: number): void {
    this.recorded = Math.max(this.recorded, end);
  }

  show(from: number, to: number): void {
    const span = Math.min(Math.max(SHORTEST, to - from), this.recorded);
    const start = Math.min(Math.max(0, from), this.recorded - span);
    const all = span > this.recorded * 0.999;
    this.window = all ? undefined : { from: start, to: start + span };
    for (const listener of this.listeners) listener();
  }

  showAll(): void {
    this.show(0, this.recorded);
  }

  /** `factor` above 1 shows less time; `centre` keeps its place. */
  zoom(factor: number, centre = (this.from + this.to) / 2): void {
    this.show(centre - (centre - this.from) / factor, centre + (this.to - centre) / factor);
  }

  /** Moves so that `t` can be seen, and no further than needed. */
  reveal(t: number): void {
    const span = this.to - this.from;
    const margin = span * 0.05;
    if (t < this.from) this.show(t - margin, t - margin + span);
    else if (t > this.to) this.show(t + margin - span, t + margin);
  }
}
