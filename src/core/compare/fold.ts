/** All that is known of a comparison: the fold of its log. Live, after a reload or from a file, it is this code. */
import { withoutPlan } from '../check';
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
    const value = parseJson(line);
    if (fold.header === undefined) {
      fold.push(asHeader(value));
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

function asHeader(value: unknown): ComparisonHeader {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'comparison') {
    throw notAComparison('its first line is not the header of one');
  }
  if ('format' in value && typeof value.format === 'number' && value.format > COMPARISON_FORMAT) {
    throw unreadable(
      `This comparison was written in format ${value.format}; this version reads up to ${COMPARISON_FORMAT}.`,
      'Update Stairstep to open it.',
    );
  }
  const planless = withoutPlan(value);
  const event = asComparisonEvent(value) ?? asComparisonEvent(planless);
  if (event?.kind === 'comparison') return event;
  const fault = comparisonFaultOf(planless);
  throw notAComparison(`its header is damaged${fault === undefined ? '' : `: ${fault}`}`);
}

function notAComparison(why: string): UserError {
  return unreadable(`This is not a comparison of Stairstep: ${why}.`, 'Open a .memcompare file.');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unreadable(message: string, remedy: string): UserError {
  return new UserError('file-unreadable', message, remedy);
}
