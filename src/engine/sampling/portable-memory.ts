/** Resident memory where there is no `/proc`, through pidusage. Asked in the background; the newest answer counts. */
import pidusage from 'pidusage';
import type { MemorySource } from './memory';

/** Said with every run that is measured so. */
export const PORTABLE_NOTE =
  process.platform === 'darwin'
    ? 'Measured as resident size, which on macOS stays at its high-water mark after memory is freed: what seems kept may not be. Only the process itself is measured, without its children.'
    : 'Measured as the working set of the process itself, without its children; anonymous and file pages cannot be told apart here.';

export class PortableMemory implements MemorySource {
  private newest: number | undefined;
  private pending = false;
  private gone = false;

  constructor(
    private readonly pid: number,
    first: number,
  ) {
    this.newest = first;
  }

  rss(): number | undefined {
    if (!this.pending && !this.gone) this.ask();
    return this.gone ? undefined : this.newest;
  }

  detail(): undefined {}

  refresh(): void {}

  close(): void {
    pidusage.clear();
  }

  private ask(): void {
    this.pending = true;
    pidusage(this.pid).then(
      ({ memory }) => {
        this.newest = memory;
        this.pending = false;
      },
      () => {
        this.gone = true;
      },
    );
  }
}
