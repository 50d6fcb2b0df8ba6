import { describe, expect, it } from 'vitest';
import { RunFold } from '../../../../src/core/run/fold';
import { canFollow, isActive } from '../../../../src/core/run/machine';

describe('the state machine of a run', () => {
  it('leads from idle to an end, and never out of one', () => {
    const way = ['idle', 'building', 'starting', 'running', 'stopping', 'ended'] as const;
    for (const [from, to] of way.slice(1).map((to, i) => [way[i] ?? 'idle', to] as const)) {
      expect(canFollow(from, to)).toBe(true);
      expect(canFollow(to, from)).toBe(false);
    }
    for (const to of way) {
      expect(canFollow('ended', to)).toBe(false);
      expect(canFollow('failed', to)).toBe(false);
    }
  });

  it('holds a process from the build to the end', () => {
    expect(
      ['building', 'starting', 'running', 'stopping'].map((state) => isActive(state as 'building')),
    ).toEqual([true, true, true, true]);
    expect([isActive('idle'), isActive('ended'), isActive('failed')]).toEqual([false, false, false]);
  });

  it('shows the phase only while the run goes on', () => {
    const fold = new RunFold();
    fold.push({ kind: 'state', t: 0, state: 'starting' });
    fold.push({ kind: 'phase', t: 1, phase: 'burst', burst: 2, connections: 16 });
    expect(fold.status).toEqual({ state: 'running', phase: 'burst', burst: 2, connections: 16 });
    fold.push({ kind: 'state', t: 2, state: 'failed', reason: 'out of memory' });
    expect(fold.status).toEqual({ state: 'failed', reason: 'out of memory' });
    fold.push({ kind: 'state', t: 3, state: 'running' });
    fold.push({ kind: 'phase', t: 4, phase: 'tail' });
    expect(fold.status.state).toBe('failed');
  });
});
