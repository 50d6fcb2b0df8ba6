/** What fills the page: a run, or a comparison of runs. */
import type { CheckedToPage } from '../src/core/view/protocol';

export type LogMessage = Extract<CheckedToPage, { type: 'log' }>;
export type EventsMessage = Extract<CheckedToPage, { type: 'events' }>;
export type StatusMessage = Extract<CheckedToPage, { type: 'status' }>;

export interface Screen {
  /** Errors: `UserError` where it is no recording. */
  log(message: LogMessage): void;
  /** False where lines are missing: the host has to send everything again. */
  events(message: EventsMessage): boolean;
  status(message: StatusMessage): void;
  /** Draws in the colours of now. */
  restyle(): void;
  destroy(): void;
}
