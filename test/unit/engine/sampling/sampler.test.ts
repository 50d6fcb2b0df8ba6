import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SampleEvent } from '../../../../src/core/run/event';
import type { MemorySource } from '../../../../src/engine/sampling/memory';
import { Sampler } from '../../../../src/engine/sampling/sampler';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(hz: number, source: Partial<MemorySource> = {}) {
  const samples: SampleEvent[] = [];
  const whole = { rss: () => 1000, detail: () => undefined, refresh: () => {}, close: () => {}, ...source };
  const clock = () => performance.now();
  const sampler = new Sampler({
    source: whole,
    hz,
    clock,
    origin: clock(),
    take: (one) => samples.push(one),
  });
  return { samples, sampler };
}

describe('a sampler', () => {
  it('keeps its rate: lateness does not add up', () => {
    const { samples, sampler } = start(20);
    for (let second = 0; second < 60; second++) vi.advanceTimersByTime(1000);
    sampler.stop();
    expect(samples).toHaveLength(1201);
    expect(samples.at(-1)?.t).toBeCloseTo(60, 2);
  });

  it('takes what costs more once a second', () => {
    const detail = vi.fn(() => ({ anon: 1, file: 2, shared: 3 }));
    const refresh = vi.fn();
    const { samples, sampler } = start(50, { detail, refresh });
    vi.advanceTimersByTime(10_000);
    sampler.stop();
    expect(detail).toHaveBeenCalledTimes(11);
    expect(refresh.mock.calls.length).toBeLessThanOrEqual(21);
    expect(samples.filter(({ anon }) => anon === 1)).toHaveLength(11);
  });

  it('ends when there is nothing to measure, and when it is stopped', () => {
    let alive = true;
    const { samples } = start(20, { rss: () => (alive ? 5 : undefined) });
    vi.advanceTimersByTime(500);
    alive = false;
    vi.advanceTimersByTime(500);
    expect(samples).toHaveLength(11);
    expect(vi.getTimerCount()).toBe(0);
    const close = vi.fn();
    start(20, { close }).sampler.stop();
    expect(close).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
