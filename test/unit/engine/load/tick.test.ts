import { describe, expect, it } from 'vitest';
import { TickCounter } from '../../../../src/engine/load/tick';

describe('what a load does in a tick', () => {
  it('is counted by kind, with percentiles', () => {
    const counter = new TickCounter();
    for (let ms = 1; ms <= 100; ms++) counter.answered(ms === 100 ? 503 : 201, ms, 10);
    counter.failed('ECONNRESET', 10);
    counter.failed('timeout', 5);
    expect(counter.take()).toMatchObject({
      requests: 100,
      errors: 2,
      non2xx: 1,
      sent: 1015,
      p50: 50,
      p90: 90,
      p99: 99,
      errorKinds: { 503: 1, ECONNRESET: 1, timeout: 1 },
    });
  });

  it('covers the time before it in which nothing happened', () => {
    let now = 5000;
    const counter = new TickCounter(() => now);
    now += 500;
    expect(counter.take()).toBeUndefined();
    now += 500;
    counter.answered(200, 900, 0);
    expect(counter.take()).toMatchObject({ dt: 1, requests: 1 });
    now += 500;
    counter.failed('timeout', 0);
    expect(counter.take()).toMatchObject({ dt: 0.5, requests: 0, errors: 1 });
  });

  it('has no failure in a status that its request accepts', () => {
    const counter = new TickCounter();
    counter.answered(303, 1, 0, [303]);
    counter.answered(302, 1, 0, [303]);
    expect(counter.take()).toMatchObject({ requests: 2, non2xx: 1, errorKinds: { 302: 1 } });
  });

  it('is nothing where nothing happened', () => {
    const counter = new TickCounter();
    counter.answered(200, 1, 0);
    expect(counter.take()).not.toHaveProperty('errorKinds');
    expect(counter.take()).toBeUndefined();
  });
});
