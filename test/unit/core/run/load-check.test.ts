import { describe, expect, it } from 'vitest';
import { asRunEvent } from '../../../../src/core/run/schema';

const TICK = { kind: 'load', t: 1, dt: 0.5, requests: 3, errors: 1, non2xx: 0, sent: 90 };

describe('a tick of load from a file', () => {
  it.each([
    {},
    { p50: 1.5, p90: 2, p99: 9 },
    { latencies: { '12': 3, '-1': 1 }, errorKinds: { ECONNRESET: 1 } },
    { later: 'a key of a newer version' },
  ])('is taken with %j', (more) => {
    const tick = { ...TICK, ...more };
    expect(asRunEvent(tick)).toEqual(tick);
  });

  it.each([
    { requests: -1 },
    { requests: '3' },
    { sent: null },
    { dt: undefined },
    { t: Number.NaN },
    { p99: 'slow' },
    { latencies: [1] },
    { latencies: { fast: 1 } },
    { latencies: { '1': -1 } },
    { errorKinds: { ECONNRESET: 'many' } },
    { errorKinds: null },
  ])('is refused with %j', (wrong) => {
    expect(asRunEvent({ ...TICK, ...wrong })).toBeUndefined();
  });
});
