/**
 * A comparison is a log too: one JSON object a line in a `.memcompare` file, appended as it happens, so that a killed
 * comparison keeps its finished trials. The runs themselves stand in `.memprofile` files of their own.
 */
import type { AllocatorName } from '../allocator/allocator';
import type { Plan } from '../plan/plan';
import type { Measure } from './measure';

/** Newest version of the file format. */
export const COMPARISON_FORMAT = 1;

export const TRIAL_KINDS = [
  'baseline',
  'environment',
  'preload',
  'feature',
  'fix',
  'run',
  'unknown',
] as const;
/** What a trial changes; `run` is a recording that was given as a file, `unknown` what only a newer version knows. */
export type TrialKind = (typeof TRIAL_KINDS)[number];

/** A trial as the log and every view of it name it. */
export interface TrialInfo {
  /** stable within the comparison */
  id: string;
  label: string;
  kind: TrialKind;
  allocator: AllocatorName;
  /** the variables it sets, a preloaded library included */
  env?: Record<string, string>;
  features?: string[];
  /** what to copy to have it for good, without a change of code; may be of several lines */
  snippet?: string;
  /** the same allocator built in, as a command, where the trial itself is no change of code */
  permanent?: string;
  /** an allocator that `stairstep fix` can put in: the change of code behind the trial */
  fix?: AllocatorName;
}

/** First line of the file. */
export interface ComparisonHeader {
  kind: 'comparison';
  format: number;
  /** unique for ever; also the stem of the file name */
  id: string;
  /** wall clock, ISO 8601 */
  startedAt: string;
  tool: string;
  service: { name: string; manifest?: string };
  plan?: Plan;
  /** in the order of the first round; the first is the reference */
  trials: TrialInfo[];
  repeats: number;
}

export const ENDINGS = ['completed', 'cancelled'] as const;
export type ComparisonEnding = (typeof ENDINGS)[number];

/** `repeat` counts from 1. */
export type ComparisonEvent =
  | ComparisonHeader
  | { kind: 'trial-started'; trial: string; repeat: number; at: string }
  | { kind: 'trial-finished'; trial: string; repeat: number; measure: Measure }
  /** this and the later repeats of the trial are not run; those of the others are, where there is something to measure them against */
  | { kind: 'trial-failed'; trial: string; repeat: number; reason: string; remedy: string }
  | { kind: 'trial-skipped'; trial: string; reason: string; remedy: string }
  | { kind: 'finished'; reason: ComparisonEnding };

/** One event -> one line with its newline. */
export function encodeComparisonEvent(event: ComparisonEvent): string {
  return `${JSON.stringify(event)}\n`;
}
