/** Says steps of a series without a known load as they come: a rise to a plateau that has lasted a few seconds. O(1) a bucket. */
import { clamp } from './vector';

/** Seconds: a plateau before a step, after it, and the longest ramp. */
const PLATEAU = 2;
const LASTED = 3;
const LONGEST = 12;
/** Of a rise: what may be lost again, and what is little gain. */
const LOST = 0.5;
const LITTLE = 0.1;

/** A rise of which less than this share is left is lost again. */
const LOST_AGAIN = 0.35;
/** Rises that are watched at once; older ones are settled in the end. */
const MOST_WAITING = 32;

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
  | { name: 'rising'; before: number; left: number; top: number; topAt: number; low: number };

const NOTHING: Changes = { told: undefined, lost: [] };

export class LevelWatch {
  private state: State | undefined;
  private waiting: Lasting[] = [];
  private height = 0;
  private tick = 0.5;
  private last = Number.NaN;
  private lastLevel = Number.NaN;

  constructor(private readonly least: number) {}

  /** Takes a bucket's time and level. */
  bucket(t: number, level: number): Changes {
    this.measure(t, level);
    const state = this.state;
    if (state === undefined) {
      this.state = plateau(level, t);
      return NOTHING;
    }
    const told = state.name === 'plateau' ? this.onPlateau(state, t, level) : this.onRise(state, t, level);
    if (this.waiting.length === 0 && told === undefined) return NOTHING;
    const lost = this.waiting.filter((rise) => level < rise.before + LOST_AGAIN * (rise.after - rise.before));
    if (lost.length > 0) this.waiting = this.waiting.filter((rise) => !lost.includes(rise));
    if (told !== undefined) {
      if (this.waiting.length === MOST_WAITING) this.waiting.shift();
      this.waiting.push(told);
    }
    return { told, lost };
  }

  private measure(t: number, level: number): void {
    if (!Number.isNaN(this.last)) {
      this.tick += 0.1 * (clamp(t - this.last, 0, 10 * this.tick) - this.tick);
      const move = Math.abs(level - this.lastLevel);
      this.height += 0.02 * (Math.min(move, 3 * this.height + this.least / 8) - this.height);
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
          name: 'rising',
          before: state.level,
          left: state.left,
          top: level,
          topAt: t,
          low: level,
        };
    } else if (t - state.left > LONGEST) {
      this.state = plateau(level, t);
    }
    return undefined;
  }

  private onRise(state: State & { name: 'rising' }, t: number, level: number): Lasting | undefined {
    const rise = state.top - state.before;
    if (level > state.top + Math.max(2 * this.height, LITTLE * rise)) {
      Object.assign(state, { top: level, topAt: t, low: level });
      return undefined;
    }
    state.low = Math.min(state.low, level);
    if (state.low - state.before < LOST * rise) {
      this.state = plateau(Math.min(level, state.before + LOST * rise), t);
      return undefined;
    }
    if (t - state.topAt < Math.max(LASTED, 2.5 * this.tick)) return undefined;
    this.state = plateau(state.low, t);
    if (state.topAt - state.left > Math.max(LONGEST, 4 * this.tick)) return undefined;
    return { start: state.left, end: state.topAt, before: state.before, after: state.low };
  }
}

function plateau(level: number, t: number): State {
  return { name: 'plateau', level, since: t, left: t };
}
