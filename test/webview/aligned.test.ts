import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import { RunFold } from '../../src/core/run/fold';
import { alignedRun, alignment } from '../../webview/model/aligned';
import { recording } from './recordings';
import { slower } from './slower';

function folded(events: readonly RunEvent[]): RunFold {
  const fold = new RunFold();
  for (const event of events) fold.push(event);
  return fold;
}

const FAST = recording('stair-step');
const SLOW = slower(FAST);

describe('a run in the time of another', () => {
  it('has its phases, steps and samples where the other has them', () => {
    const [fast, slow] = [folded(FAST), folded(SLOW)];
    const map = alignment(slow, fast);
    expect(slow.now).toBe(fast.now + 14);
    const aligned = map && alignedRun(slow, map);
    for (const [i, { from, to }] of fast.phases.entries()) {
      expect(aligned?.phases[i]?.from).toBeCloseTo(from, 6);
      expect(aligned?.phases[i]?.to).toBeCloseTo(to, 6);
    }
    for (const [id, { step }] of fast.steps)
      expect(aligned?.steps.get(id)?.step.end).toBeCloseTo(step.end, 6);
    for (const [i, t] of fast.samples.t.entries()) expect(aligned?.samples.t[i]).toBeCloseTo(t, 6);
    expect(aligned?.now).toBeCloseTo(fast.now, 6);
  });

  it('keeps its pace in a burst that goes on, until that is longer', () => {
    const fast = folded(FAST);
    const upTo = (t: number) => folded(SLOW.filter((event) => event.kind === 'header' || event.t <= t));
    const early = upTo(5);
    expect(alignment(early, fast)?.(5)).toBeCloseTo(5, 6);
    const late = upTo(8.9);
    expect(alignment(late, fast)?.(late.now)).toBeCloseTo(7, 6);
  });

  it('is not to be had where the bursts were others', () => {
    const other = FAST.map((event) =>
      event.kind === 'phase' && event.burst === 2 ? { ...event, connections: 5 } : event,
    );
    expect(alignment(folded(other), folded(FAST))).toBeUndefined();
    expect(alignment(folded(FAST.slice(0, 1)), folded(FAST))).toBeUndefined();
  });
});
