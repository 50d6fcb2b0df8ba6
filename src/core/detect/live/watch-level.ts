/**
 * Says steps of a series without a known load as they come: a rise to a plateau that has lasted a few seconds, a running
 * slope taken out (Holt's linear trend, with its innovations held to the noise as Huber's are). O(1) a bucket.
 */
import { clamp } from '../curve/vector';

/** Seconds: a plateau before a step, after it, and the longest ramp. */
const PLATEAU = 2;
const LASTED = 1.5;
const LONGEST = 12;
/** Seconds of slow creep before a rise that may belong to it. */
const CREPT = 3;
/** Moves within this share of a rise are the plateau's own. */
const LITTLE = 0.1;

/** A rise of which less than this share is left is lost again. */
const LOST_AGAIN = 0.35;
/** Share of a surprise that the running slope and noise learn from. */
const LEARN = { slope: 0.1, noise: 0.02 };
/** Rises that are watched at once; older ones are settled in the end. */
export const MOST_WAITING = 32;

/** A rise that has lasted a few seconds; bytes and seconds. */
export interface Lasting {
  start: number;
  end: number;
  before: number;
  after: number;
}

/** The rise that is told now, and those told before that are lost again. */
export interface Changes {
  told: Lasting | undefined;
  lost: readonly Lasting[];
}

type State =
  | { name: 'plateau'; level: number; since: number; left: number }
  /** off its plateau; `level` is what it has kept to since `at`, `reached` when it first was there */
  | {
      name: 'moving';
      before: number;
      since: number;
      left: number;
      level: number;
      at: number;
      reached: number;
    };

const NOTHING: Changes = { told: undefined, lost: [] };

export class LevelWatch {
  private state: State | undefined;
  private waiting: Lasting[] = [];
  private height = 0;
  /** bytes a bucket, and all of it so far */
  private slope = 0;
  private drift = 0;
  private seen = 0;
  private tick = 0.5;
  private last = Number.NaN;
  private lastLevel = Number.NaN;

  constructor(private readonly least: number) {}

  /** Takes a bucket's time and level. */
  bucket(t: number, level: number): Changes {
    this.measure(t, level);
    const state = this.state;
    const above = level - this.drift;
    if (state === undefined) {
      this.state = plateau(above, t);
      return NOTHING;
    }
    const rise = state.name === 'plateau' ? this.onPlateau(state, t, above) : this.onMove(state, t, above);
    const told = rise && { ...rise, before: rise.before + this.drift, after: rise.after + this.drift };
    if (this.waiting.length === 0 && told === undefined) return NOTHING;
    const lost = this.waiting.filter((rise) => level < rise.before + LOST_AGAIN * (rise.after - rise.before));
    const lowest = lost[0];
    if (lowest !== undefined) {
      this.waiting = this.waiting.filter((rise) => !lost.includes(rise));
      this.state = {
        name: 'moving',
        before: lowest.before - this.drift,
        since: lowest.start,
        left: lowest.start,
        level: above,
        at: t,
        reached: lowest.end,
      };
    }
    if (told !== undefined) {
      if (this.waiting.length === MOST_WAITING) this.waiting.shift();
      this.waiting.push(told);
    }
    return { told, lost };
  }

  private measure(t: number, level: number): void {
    if (!Number.isNaN(this.last)) {
      this.tick += 0.1 * (clamp(t - this.last, 0, 10 * this.tick) - this.tick);
      const surprise = level - this.lastLevel - this.slope;
      const learn = Math.max(LEARN.noise, 0.5 / ++this.seen);
      this.height += learn * (Math.min(Math.abs(surprise), 3 * this.height + this.least / 8) - this.height);
      this.slope = Math.max(0, this.slope + LEARN.slope * clamp(surprise, -this.height, this.height));
      this.drift += this.slope;
    }
    this.last = t;
    this.lastLevel = level;
  }

  private onPlateau(state: State & { name: 'plateau' }, t: number, level: number): undefined {
    const step = Math.max(this.least, 4 * this.height, 0.004 * state.level);
    if (level <= state.level + step / 4) {
      state.level += (level < state.level ? 0.5 : 0.02) * (level - state.level);
      state.left = t;
    } else if (level > state.level + step) {
      if (state.left - state.since < Math.max(PLATEAU, 3 * this.tick)) this.state = plateau(level, t);
      else
        this.state = {
          name: 'moving',
          before: state.level,
          since: state.since,
          left: Math.max(state.left, t - CREPT),
          level,
          at: t,
          reached: t,
        };
    } else if (t - state.left > LONGEST) {
      this.state = plateau(level, t);
    }
    return undefined;
  }

  private onMove(state: State & { name: 'moving' }, t: number, level: number): Lasting | undefined {
    const move = level - state.level;
    if (level <= state.before + this.least / 4) {
      this.state = { name: 'plateau', level: state.before, since: state.since, left: t };
      return undefined;
    }
    if (Math.abs(move) > Math.max(2 * this.height, LITTLE * (state.level - state.before))) {
      if (move > 0) state.reached = t;
      state.level = level;
      state.at = t;
      return undefined;
    }
    if (t - state.at < Math.max(LASTED, 1.5 * this.tick)) return undefined;
    const { before, left, reached } = state;
    this.state = plateau(state.level, t);
    const step = Math.max(this.least, 4 * this.height, 0.004 * before);
    if (state.level - before < step || reached - left > Math.max(LONGEST, 4 * this.tick)) return undefined;
    return { start: left, end: reached, before, after: state.level };
  }
}

function plateau(level: number, t: number): State {
  return { name: 'plateau', level, since: t, left: t };
}
