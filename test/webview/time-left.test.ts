import { describe, expect, it } from 'vitest';
import { planSchema } from '../../src/core/plan/plan';
import type { RunEvent } from '../../src/core/run/event';
import { RunFold } from '../../src/core/run/fold';
import { timeLeft } from '../../webview/model/time-left';
import { header } from './recordings';

/** A run that began its first phase at 1 s: 2 s of baseline, three bursts, each with 4 s of rest, 10 s of tail. */
function at(burst: object, ...after: RunEvent[]) {
  const plan = planSchema.parse({
    requests: [{ path: '/' }],
    connections: [1, 2, 4],
    burst,
    baseline: 2,
    rest: 4,
    tail: 10,
  });
  const fold = new RunFold();
  const events: RunEvent[] = [
    { ...header, plan },
    { kind: 'state', t: 1, state: 'running' },
    { kind: 'phase', t: 1, phase: 'baseline' },
    ...after,
  ];
  for (const event of events) fold.push(event);
  return timeLeft(fold);
}

const sample = (t: number): RunEvent => ({ kind: 'sample', t, rss: 1e6 });

describe('the time that a run still takes', () => {
  it('is that of its plan, from where its load began', () => {
    expect(at({ seconds: 5 }, sample(3))).toBe(2 + 3 * (5 + 4) + 10 - 2);
  });

  it('follows from the bursts that are over where they have requests and no seconds', () => {
    const first: RunEvent = { kind: 'phase', t: 3, phase: 'burst', burst: 1 };
    expect(at({ requests: 100 }, first, sample(6))).toBeUndefined();
    const rest: RunEvent = { kind: 'phase', t: 9, phase: 'rest', burst: 1 };
    expect(at({ requests: 100 }, first, sample(8.9), rest, sample(10))).toBe(1 + 2 + 3 * (6 + 4) + 10 - 10);
  });

  it('is not told of a run without a plan, or one that is over', () => {
    const fold = new RunFold();
    fold.push(header);
    expect(timeLeft(fold)).toBeUndefined();
    expect(at({ seconds: 5 }, sample(3), { kind: 'state', t: 3, state: 'ended' })).toBeUndefined();
  });
});
