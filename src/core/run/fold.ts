/** All that a screen shows of a run: the fold of its log. Live, after a reload or from a file, it is this code. */
import type { LogSink } from './codec';
import { SampleColumns } from './columns';
import type {
  BreakdownEvent,
  EndEvent,
  LoadEvent,
  NoteEvent,
  OutputEvent,
  PhaseEvent,
  RunEvent,
} from './event';
import type { HeaderEvent } from './header';
import { canFollow, isActive, type RunStatus } from './machine';
import { fieldsOf, type SampleFields } from './sample-line';
import type { Step, Verdict } from './verdict';

/** A phase with its end; the running one ends at the newest event. */
export interface PhaseSpan extends Omit<PhaseEvent, 'kind' | 't'> {
  from: number;
  to: number;
}

export interface MarkedStep {
  step: Step;
  status: 'provisional' | 'confirmed';
}

/** Lines of the service's output that a state keeps. */
const OUTPUT_KEPT = 200;

export class RunFold implements LogSink {
  header: HeaderEvent | undefined;
  status: RunStatus = { state: 'idle' };
  readonly samples = new SampleColumns();
  readonly phases: PhaseSpan[] = [];
  readonly loads: LoadEvent[] = [];
  readonly breakdowns: BreakdownEvent[] = [];
  readonly notes: NoteEvent[] = [];
  /** newest last, bounded */
  readonly output: OutputEvent[] = [];
  /** by id; a retracted step is gone */
  readonly steps = new Map<number, MarkedStep>();
  verdict: Verdict | undefined;
  /** whether `verdict` is still provisional */
  provisional = true;
  end: EndEvent | undefined;
  /** seconds: the newest time in the log */
  now = 0;
  /** the phase that grows with it */
  private open: PhaseSpan | undefined;

  /** Any event, as the engine sends it. */
  push(event: RunEvent): void {
    if (event.kind === 'sample') this.sample(fieldsOf(event));
    else this.event(event);
  }

  sample(fields: Readonly<SampleFields>): void {
    this.samples.push(fields);
    this.advance(fields.t);
  }

  event(event: Exclude<RunEvent, { kind: 'sample' }>): void {
    if (event.kind === 'header') {
      this.header = event;
      return;
    }
    this.advance(event.t);
    switch (event.kind) {
      case 'state':
        if (canFollow(this.status.state, event.state) || this.status.state === 'idle') {
          this.status = { state: event.state, ...(event.reason !== undefined && { reason: event.reason }) };
        }
        break;
      case 'phase':
        this.phase(event);
        break;
      case 'breakdown':
        this.breakdowns.push(event);
        break;
      case 'load':
        this.loads.push(event);
        break;
      case 'output':
        this.output.push(event);
        if (this.output.length > OUTPUT_KEPT) this.output.shift();
        break;
      case 'step':
        if (event.status === 'retracted') this.steps.delete(event.step.id);
        else this.steps.set(event.step.id, { step: event.step, status: event.status });
        break;
      case 'verdict':
        this.verdict = event.verdict;
        this.provisional = event.provisional;
        if (!event.provisional) this.settleSteps(event.verdict.steps);
        break;
      case 'note':
        this.notes.push(event);
        break;
      case 'end':
        this.end = event;
        this.open = undefined;
        break;
      default:
        event satisfies never;
    }
  }

  /** What a step gave back later is known at the end only. */
  private settleSteps(steps: readonly Step[]): void {
    for (const step of steps) {
      const marked = this.steps.get(step.id);
      if (marked) this.steps.set(step.id, { ...marked, step });
    }
  }

  private phase(event: PhaseEvent): void {
    const { kind: _, t, ...phase } = event;
    this.open = { ...phase, from: t, to: t };
    this.phases.push(this.open);
    const { state } = this.status;
    if (state === 'idle' || isActive(state)) this.status = { state: 'running', ...phase };
  }

  private advance(t: number): void {
    if (t <= this.now) return;
    this.now = t;
    if (this.open) this.open.to = t;
  }
}
