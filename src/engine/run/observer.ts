import type { RunEvent, RunStateName } from '../../core/run/event';
import type { CompilerDiagnostic } from '../cargo/messages';

/** Who looks on. Events come after they are in the file; everything is optional. */
export interface RunObserver {
  state?(state: RunStateName, reason?: string): void;
  /** a line of cargo's while it builds */
  progress?(text: string): void;
  diagnostic?(diagnostic: CompilerDiagnostic): void;
  /** the recording was created */
  file?(file: string): void;
  /** `line`: 0-based line of the event in the file */
  event?(event: RunEvent, line: number): void;
}
