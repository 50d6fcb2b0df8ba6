/** The stretch of time that charts show. Charts that share one move together. */

/** Seconds; a zoom goes no deeper. */
const SHORTEST = 0.25;

/** Seconds of room that are added at least. */
const LEAST_ROOM = 4;

/** The next multiple of an eighth to a sixteenth of the recording. */
function withRoom(recorded: number): number {
  const piece = Math.max(LEAST_ROOM, 2 ** (Math.floor(Math.log2(recorded)) - 3));
  return (Math.floor(recorded / piece) + 1) * piece;
}

export class TimeView {
  /** seconds recorded so far */
  private recorded = SHORTEST;
  /** seconds that there is room for: while it grows, more than were recorded */
  private room = SHORTEST;
  /** undefined: all there is, growing with it */
  private window: { from: number; to: number } | undefined;
  private readonly listeners = new Set<() => void>();

  get from(): number {
    return this.window?.from ?? 0;
  }

  get to(): number {
    return this.window?.to ?? this.room;
  }

  /** of what was recorded */
  get end(): number {
    return this.recorded;
  }

  /** how far it can be moved to */
  get limit(): number {
    return this.room;
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /**
   * The recording has grown; nobody is told, as whoever adds data draws anyway. While it is `growing`, room is kept at
   * its end, so that the axis stands still between one piece of room and the next.
   */
  extend(end: number, growing = false): void {
    this.recorded = Math.max(this.recorded, end);
    this.room = growing ? withRoom(this.recorded) : this.recorded;
  }

  /** Something else is shown, which ends there. */
  restart(end: number): void {
    this.recorded = Math.max(SHORTEST, end);
    this.room = this.recorded;
    this.showAll();
  }

  show(from: number, to: number): void {
    const span = Math.min(Math.max(SHORTEST, to - from), this.room);
    const start = Math.min(Math.max(0, from), this.room - span);
    const all = span > this.room * 0.999;
    this.window = all ? undefined : { from: start, to: start + span };
    for (const listener of this.listeners) listener();
  }

  showAll(): void {
    this.show(0, this.room);
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
