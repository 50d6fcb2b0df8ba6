/** A made-up run, on a service that takes longer. */
import type { RunEvent } from '../../src/core/run/event';
import type { Step } from '../../src/core/run/verdict';

const BURSTS_BEGIN = 3;
/** The same run on a service that is slower under load: what took 4 s of burst takes 6. */
export function slower(events: readonly RunEvent[]): RunEvent[] {
  const later = (t: number) => {
    const since = t - BURSTS_BEGIN;
    if (since <= 0) return t;
    const bursts = Math.min(7, Math.floor(since / 8));
    const within = bursts === 7 ? 0 : Math.min(4, since - 8 * bursts);
    return t + 2 * bursts + within / 2;
  };
  const moved = (step: Step): Step => ({ ...step, start: later(step.start), end: later(step.end) });
  return events.map((event) => {
    if (event.kind === 'header') return event;
    const t = later(event.t);
    if (event.kind === 'step') return { ...event, t, step: moved(event.step) };
    if (event.kind !== 'verdict') return { ...event, t };
    return { ...event, t, verdict: { ...event.verdict, steps: event.verdict.steps.map(moved) } };
  });
}
