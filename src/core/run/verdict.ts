/** The words of a verdict; see `detect/` for how it is reached. */

export const PROFILES = ['stair-step', 'leak', 'ragged', 'flat', 'inconclusive'] as const;
/** The shape of a profile. */
export type Profile = (typeof PROFILES)[number];

/** A rise to a plateau that is kept after the load rests. */
export interface Step {
  /** stable within a run, from 1, in the order in which they were said: reports number them by time */
  id: number;
  /** seconds: where the rise begins and where the plateau begins */
  start: number;
  end: number;
  /** the same as 0-based indices of samples */
  startIndex: number;
  endIndex: number;
  /** bytes kept after the load rested */
  kept: number;
  /** 0..1: how much of the kept bytes was given back by the end of the series; absent while unknown */
  givenBack?: number;
  /** 1-based burst that caused it and its connections, where the load is known */
  burst?: number;
  connections?: number;
}

/** What one burst left behind. Bytes. */
export interface BurstEffect {
  burst: number;
  connections?: number;
  requests?: number;
  /** floor before the burst, highest point in it, floor at the end of the rest after it */
  before: number;
  peak: number;
  after: number;
  /** (after - before) / (peak - before), 0..1 */
  keptShare: number;
}

/** Known cases that are told by name. */
export const FINDINGS = [
  'start-up',
  'saturated',
  'restarted',
  'memory-limit',
  'steps-on-leak',
  'not-decayed',
  'requests-failed',
  'load-unknown',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** One argument of a verdict: a sentence with its numbers in it, and the numbers by name. */
export interface Reason {
  /** stable, kebab-case, for programs */
  code: string;
  text: string;
  numbers?: Record<string, number>;
}

export interface Verdict {
  profile: Profile;
  /** 0..1, calibrated: of verdicts said with 0.9, nine in ten are right */
  confidence: number;
  steps: Step[];
  findings: Finding[];
  /** most telling first; never empty */
  reasons: Reason[];
  /** what would decide an `inconclusive`: more bursts, a longer rest, ...; empty otherwise */
  missing: Reason[];
  /** what to do now, one sentence */
  next: string;
  /** bytes: level before the first load, highest sample, level at the end */
  baseline: number;
  peak: number;
  retained: number;
  /** bytes per thousand requests once warmed up, where the load is known */
  growthPerThousand?: number;
  bursts: BurstEffect[];
}
