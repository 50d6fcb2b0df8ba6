/** What was said of each step: provisional, then confirmed or retracted. What was confirmed is never rewritten. */
import type { StepEvent } from '../../run/event';
import type { Step } from '../../run/verdict';
import type { Unnumbered } from '../life/step';

/** Seconds that two sayings of the same step may lie apart. */
const SAME = 2;
/** Steps that may stand open at once, so that memory stays bounded. */
const MOST_OPEN = 1000;

export class StepLedger {
  private readonly provisional: Step[] = [];
  private readonly confirmed: Step[] = [];
  private next = 1;

  /** Steps said and neither confirmed nor retracted yet, in the order they were said. */
  get open(): readonly Step[] {
    return [...this.provisional];
  }

  /** Whether no step can be proposed until some are settled. */
  get full(): boolean {
    return this.provisional.length >= MOST_OPEN;
  }

  /** Open and confirmed ones. */
  get all(): readonly Step[] {
    return [...this.confirmed, ...this.provisional];
  }

  propose(t: number, step: Unnumbered): StepEvent {
    const said = { id: this.next++, ...step };
    this.provisional.push(said);
    return { kind: 'step', t, status: 'provisional', step: said };
  }

  /** Says an open step again, with the figures that are known by now. */
  revise(t: number, said: Step, known: Unnumbered): StepEvent {
    const step = { id: said.id, ...known };
    this.provisional.splice(this.provisional.indexOf(said), 1, step);
    return { kind: 'step', t, status: 'provisional', step };
  }

  /** Confirms what was said, with the figures that are known by now. */
  confirm(t: number, said: Step, known: Unnumbered): StepEvent {
    this.drop(said);
    const step = { id: said.id, ...known };
    this.confirmed.push(step);
    return { kind: 'step', t, status: 'confirmed', step };
  }

  retract(t: number, step: Step): StepEvent {
    this.drop(step);
    return { kind: 'step', t, status: 'retracted', step };
  }

  /** Confirms steps that were found, said or not; those confirmed before stay as they are. */
  confirmFound(t: number, found: readonly Unnumbered[]): StepEvent[] {
    return found
      .filter((step) => !this.confirmed.some((said) => sameStep(said, step)))
      .map((step) => {
        const said = this.provisional.find((open) => sameStep(open, step));
        return this.confirm(t, said ?? { id: this.next++, ...step }, step);
      });
  }

  /**
   * Settles all that is open against the steps that were found in the end, and gives these their numbers. `seen` tell what
   * went back of those that were confirmed before.
   */
  settle(
    t: number,
    found: readonly Unnumbered[],
    seen: readonly Unnumbered[],
  ): { events: StepEvent[]; steps: Step[] } {
    const events = this.confirmFound(t, found);
    for (const step of this.open) events.push(this.retract(t, step));
    const steps = this.confirmed.map((step) => {
      const givenBack = step.givenBack ?? seen.find((other) => sameStep(other, step))?.givenBack;
      return givenBack === undefined ? step : { ...step, givenBack };
    });
    return { events, steps: steps.toSorted((a, b) => a.start - b.start) };
  }

  /** Steps of a verdict in between, with the numbers that they have or will have. */
  numbered(found: readonly Unnumbered[]): Step[] {
    const known = this.all;
    let fresh = this.next;
    return found.map((step) => ({ id: known.find((said) => sameStep(said, step))?.id ?? fresh++, ...step }));
  }

  private drop(step: Step): void {
    const i = this.provisional.findIndex((open) => open.id === step.id);
    if (i >= 0) this.provisional.splice(i, 1);
  }
}

/** Whether two sayings are of one step: of one burst, or of one time where they are of none. */
export function sameStep(a: Unnumbered, b: Unnumbered): boolean {
  if (a.burst !== undefined && b.burst !== undefined) return a.burst === b.burst;
  return a.start <= b.end + SAME && b.start <= a.end + SAME;
}
