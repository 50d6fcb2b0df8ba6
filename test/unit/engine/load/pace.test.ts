import { EventEmitter } from 'node:events';
import type { Client } from 'autocannon';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../../src/engine/load/pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client that notes when it sends, and is answered `latency` milliseconds later. */
function client(pace: Pace, sent: number[], latency: (n: number) => number) {
  const own = Object.assign(new EventEmitter(), {
    _doRequest: () => {
      sent.push(performance.now());
      setTimeout(() => own._doRequest(), latency(sent.length));
    },
  });
  pace.govern(own as unknown as Client);
  own._doRequest();
  return own;
}

function load(rate: number, connections: number, milliseconds: number, latency: (n: number) => number) {
  const start = performance.now();
  const sent: number[] = [];
  const pace = new Pace(rate, connections);
  const clients = Array.from({ length: connections }, () => client(pace, sent, latency));
  vi.advanceTimersByTime(milliseconds);
  for (const one of clients) one.emit('done');
  return { sent: sent.map((at) => at - start), clients };
}

/** How many fell into each slice. */
function perSlice(times: readonly number[], slice: number, until: number): number[] {
  return Array.from(
    { length: until / slice },
    (_, i) => times.filter((at) => Math.floor(at / slice) === i).length,
  );
}

describe('the pace of a load', () => {
  it.each([
    [200, 4, 20],
    [200, 1, 20],
    [20, 4, 2],
    [3000, 8, 300],
  ])('spreads %i requests a second over %i connections evenly', (rate, connections, expected) => {
    const { sent } = load(rate, connections, 2000, () => 1);
    for (const count of perSlice(sent, 100, 2000))
      expect(Math.abs(count - expected)).toBeLessThanOrEqual(Math.max(1, expected / 10));
  });

  it('makes up for a service that was slow with no more than a request for each connection', () => {
    const { sent } = load(200, 4, 3000, (n) => (n > 100 && n <= 104 ? 1000 : 1));
    const slices = perSlice(sent, 100, 3000);
    expect(slices).toContain(0);
    expect(Math.max(...slices)).toBeLessThanOrEqual(25);
  });

  it('gives a turn to no client that has ended, and to none twice', () => {
    const sent: number[] = [];
    const pace = new Pace(10, 2);
    const first = client(pace, sent, () => 1e6);
    const second = client(pace, sent, () => 1e6);
    first._doRequest();
    first._doRequest();
    second.emit('done');
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(2);
  });
});
