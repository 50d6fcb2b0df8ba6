/** The runs of a comparison, the reference first, and in whose time they are shown. */
import { ComparedRun, identitiesOf } from './compared-run';

export class ComparedRuns {
  readonly all: ComparedRun[] = [];
  private aligned = false;

  /** All are shown in the time of this one; undefined: each in its own. */
  get alignedTo(): ComparedRun | undefined {
    return this.aligned && this.canAlign ? this.all[0] : undefined;
  }

  /** Whether there are several, and all had the bursts of the first. */
  get canAlign(): boolean {
    const [first, ...others] = this.all;
    return first !== undefined && others.length > 0 && others.every((run) => run.canAlign(first.log.fold));
  }

  /** Seconds, of the longest as it is shown. */
  get length(): number {
    return Math.max(0, ...this.all.map(({ fold }) => fold.now));
  }

  /** Names and colours as they are now; a run that has no name any more is gone, a new name is a new run. */
  identify(names: readonly string[], trials: readonly string[], colours: readonly string[]): void {
    this.all.length = Math.min(this.all.length, names.length);
    for (const [i, identity] of identitiesOf(names, trials, colours).entries()) {
      const run = this.all[i];
      if (run) run.identity = identity;
      else this.all[i] = new ComparedRun(identity);
    }
  }

  /** Where they can be, from the next refresh on. */
  align(aligned: boolean): void {
    this.aligned = aligned;
  }

  /** Takes in what they have got since. */
  refresh(): void {
    const reference = this.alignedTo?.log.fold;
    for (const run of this.all) run.refresh(reference);
  }
}
