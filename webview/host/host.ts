/** Who the page talks to: the editor, or nobody in a report, where the page does what it can by itself. */
import type { CheckedToPage, FromComparison, FromPage, SaveFormat } from '../../src/core/view/protocol';

export interface Host {
  /** Messages come once this is called. */
  listen(receive: (message: CheckedToPage) => void): void;
  /** what a run can be saved as */
  readonly saveFormats: readonly SaveFormat[];
  send(message: FromPage | FromComparison): void;
}
