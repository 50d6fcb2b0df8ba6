import type { RunEvent, RunStateName } from '../../core/run/event';
import type { CompilerDiagnostic } from '../cargo/messages';

/** Who looks on; everything is optional. */
export interface RunObserver {
  state?(state: RunStateName, reason?: string): void;
  /** a line of cargo's while it builds */
  progress?(text: string): void;
  diagnostic?(diagnostic: CompilerDiagnostic): void;
  /** the recording was created, and has its header */
  file?(file: string): void;
  /** A few times a second: what was written to the file since. `from`: 0-based line of the first of them. */
  events?(events: readonly RunEvent[], from: number): void;
}
