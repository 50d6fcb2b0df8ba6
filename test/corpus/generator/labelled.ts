import type { Profile } from '../../../src/core/run/verdict';

/** A step that is in the series because it was put there. */
export interface TrueStep {
  /** indices of samples: the last before the rise, the first on the new plateau */
  start: number;
  end: number;
  /** seconds: when the rise itself was over, which may be later, where what the load needs lies above it */
  rampEnd: number;
  /** bytes kept after the load rested */
  bytes: number;
  /** too small to be missed or to be wrong */
  optional: boolean;
}

export interface TrueBurst {
  from: number;
  to: number;
  connections: number;
  requests: number;
}

/** A series and what is true of it. */
export interface Labelled {
  id: string;
  family: string;
  t: number[];
  y: number[];
  /** empty where the series has no load to know of */
  bursts: TrueBurst[];
  steps: TrueStep[];
  profile: Profile;
  /** whether the shape can be told at all, with and without knowing the load; with its times only, `known` where absent */
  decidable: { known: boolean; times?: boolean; unknown: boolean };
  /** what it is, for the rule that 'stair-step' is never said of it */
  nature: 'stair-step' | 'leak' | 'ragged' | 'flat' | 'warm-up' | 'bounded-cache';
}
