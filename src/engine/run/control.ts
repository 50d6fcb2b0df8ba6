/** What ends a run: the first cause counts. */
import type { EndReason } from '../../core/run/event';
import type { Exit } from '../process/owned';

export interface Cause {
  reason: EndReason;
  text?: string;
  /** said instead where nothing was recorded yet */
  early?: string;
  exit?: Exit;
}

/** Milliseconds: a timer cannot wait longer. */
const LONGEST = 2 ** 31 - 1;

export class RunControl {
  private readonly controller = new AbortController();
  private first: Cause | undefined;
  private hurry: () => void = () => {};
  private hurried = false;

  /** Aborts as soon as there is a cause. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get cause(): Cause | undefined {
    return this.first;
  }

  end(cause: Cause): void {
    if (this.first) return;
    this.first = cause;
    this.controller.abort(cause);
  }

  /** Ends the run and does not wait for the service. */
  abort(): void {
    this.end({ reason: 'interrupted', text: 'Stopped at once.' });
    this.hurried = true;
    this.hurry();
  }

  /** `kill` ends the service at once; called when, or if already, the run is to be aborted. */
  onAbort(kill: () => void): void {
    this.hurry = kill;
    if (this.hurried) kill();
  }

  /** Waits, as long as one likes, but no longer than the run goes on. */
  async pause(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0 && !this.signal.aborted; left -= LONGEST)
      await this.pauseOnce(Math.min(left, LONGEST));
  }

  private pauseOnce(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.signal.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.signal.addEventListener('abort', done, { once: true });
    });
  }
}
