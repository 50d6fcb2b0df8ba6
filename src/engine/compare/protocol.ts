/** What the engine as a child process is told of comparisons, and what it tells. */
import * as z from 'zod';
import type { ComparisonEvent } from '../../core/compare/event';
import type { RunEvent } from '../../core/run/event';
import type { CompareProgress, Offer } from './options';

const text = z.string();

/** Beside the options of a build. */
export const compareOptions = {
  trials: z.union([z.literal('default'), z.literal('all'), z.array(text)]),
  repeats: z.int().positive(),
  allowRemote: z.boolean().exactOptional(),
  targetFolder: text.exactOptional(),
  wasmFolder: text.exactOptional(),
};

export const offerOptions = { wasmFolder: text.exactOptional() };

/** `from`: 0-based line in the file of the first of them; they are in the file by then */
export interface EventsMessage {
  type: 'events';
  from: number;
  events: readonly RunEvent[];
}

export type CompareMessage =
  /** the `.memcompare` was created */
  | { type: 'comparison-file'; file: string }
  /** after it is in that file */
  | { type: 'comparison-event'; event: ComparisonEvent }
  | { type: 'comparison-progress'; progress: CompareProgress }
  /** the recording of the next run of a trial was created */
  | { type: 'trial-file'; trial: string; file: string }
  /** of that recording */
  | EventsMessage
  /** answer to `offer-trials` */
  | ({ type: 'trials' } & Offer)
  /** the comparison is over, with what is in its file */
  | { type: 'compared'; file: string };
