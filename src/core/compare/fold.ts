/** All that is known of a comparison: the fold of its log. Live, after a reload or from a file, it is this code. */
import { type FileFormat, headerOf, parseLine } from '../check';
import { UserError } from '../errors';
import {
  COMPARISON_FORMAT,
  type ComparisonEnding,
  type ComparisonEvent,
  type ComparisonHeader,
  type TrialInfo,
} from './event';
import type { Measure } from './measure';
import { asComparisonEvent, comparisonFaultOf } from './schema';

/** Where a trial stands. A failed one keeps the repeats that it finished. */
export type TrialStatus =
  | { state: 'waiting' | 'measured' }
  /** `repeat` counts from 1 */
  | { state: 'running'; repeat: number }
  | { state: 'failed' | 'skipped'; reason: string; remedy: string };

export interface TrialState {
  trial: TrialInfo;
  status: TrialStatus;
  /** finished repeats, in order */
  measures: Measure[];
}

export class ComparisonFold {
  header: ComparisonHeader | undefined;
  /** by id, in the order of the header */
  readonly trials = new Map<string, TrialState>();
  /** how it ended; undefined while it runs, or where it was killed */
  ended: ComparisonEnding | undefined;

  push(event: ComparisonEvent): void {
    if (event.kind === 'comparison') {
      this.header = event;
      for (const trial of event.trials) {
        this.trials.set(trial.id, { trial, status: { state: 'waiting' }, measures: [] });
      }
    } else if (event.kind === 'finished') {
      this.ended = event.reason;
    } else {
      const state = this.trials.get(event.trial);
      if (state) apply(state, event);
    }
  }
}

function apply(state: TrialState, event: Extract<ComparisonEvent, { trial: string }>): void {
  switch (event.kind) {
    case 'trial-started':
      state.status = { state: 'running', repeat: event.repeat };
      break;
    case 'trial-finished':
      state.measures.push(event.measure);
      state.status = { state: 'measured' };
      break;
    case 'trial-failed':
    case 'trial-skipped':
      state.status = {
        state: event.kind === 'trial-failed' ? 'failed' : 'skipped',
        reason: event.reason,
        remedy: event.remedy,
      };
      break;
    default:
      event satisfies never;
  }
}

/** One whose first line is there. */
export type HeadedComparison = ComparisonFold & { header: ComparisonHeader };

/** Reads the text of a `.memcompare` file. A torn last line and kinds of newer versions are skipped. Errors: {@link UserError} `file-unreadable`. */
export function readComparison(text: string): HeadedComparison {
  const fold = new ComparisonFold();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parseLine(line);
    if (fold.header === undefined) {
      fold.push(headerOf(value, COMPARISON));
      continue;
    }
    const event = asComparisonEvent(value);
    if (event !== undefined && event.kind !== 'comparison') fold.push(event);
  }
  return headed(fold);
}

/** Errors: {@link UserError} `file-unreadable` where it has no header. */
export function headed(fold: ComparisonFold): HeadedComparison {
  const { header } = fold;
  if (!header) throw unreadable('The comparison is empty.', 'Run the comparison again.');
  return Object.assign(fold, { header });
}

const COMPARISON: FileFormat<ComparisonHeader> = {
  kind: 'comparison',
  noun: 'comparison',
  whose: 'one',
  newest: COMPARISON_FORMAT,
  read: (value) => {
    const event = asComparisonEvent(value);
    return event?.kind === 'comparison' ? event : undefined;
  },
  faultOf: comparisonFaultOf,
  refuse: notAComparison,
};

function notAComparison(why: string): UserError {
  return unreadable(`This is not a comparison of Stairstep: ${why}.`, 'Open a .memcompare file.');
}

function unreadable(message: string, remedy: string): UserError {
  return new UserError('file-unreadable', message, remedy);
}
