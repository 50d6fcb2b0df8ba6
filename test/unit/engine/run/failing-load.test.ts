import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../../src/core/plan/plan';
import { failingLoad, futileLoad, unanswered } from '../../../../src/engine/run/failing-load';

const { requests: DEFAULT } = planSchema.parse({});
const totals = (requests: number, non2xx: number, errorKinds: Record<string, number> = { 404: non2xx }) => ({
  tried: requests,
  requests,
  errors: 0,
  non2xx,
  sent: 0,
  rps: 1,
  errorKinds,
});

describe('a load of which nearly all fails', () => {
  it('is named with its status, its request, and the plan that is to be written', () => {
    expect(failingLoad(totals(88_123, 88_123), DEFAULT, undefined)).toMatch(
      /^88,123 of the 88,123 requests so far failed \(404\): GET \/\. Write stairstep\.json beside Cargo\.toml/,
    );
  });

  it('is named with the plan that it stands in, and with few of many requests', () => {
    const { requests } = planSchema.parse({
      requests: ['/a', '/b', '/c', '/d', '/e'].map((path) => ({ path })),
    });
    expect(failingLoad(totals(100, 96, { 401: 6, 404: 90 }), requests, '/home/load.json')).toBe(
      '96 of the 100 requests so far failed (404, 401): GET /a, GET /b, GET /c, 2 more. Check method, path, headers and body of the requests in load.json; a status that is the answer you expect goes into their "accept".',
    );
  });

  it.each([
    [19, 19],
    [100, 94],
    [0, 0],
  ])('is not said of %i requests with %i failed', (requests, failed) => {
    expect(failingLoad(totals(requests, failed), DEFAULT, undefined)).toBeUndefined();
  });
});

describe('a load of which nothing succeeds', () => {
  it('ends the run with what came back, what was sent, and what to do', () => {
    expect(futileLoad(totals(1200, 1200, { 404: 1100, 500: 100 }), DEFAULT, '/home/load.json')).toBe(
      'None of the 1,200 requests of the first burst succeeded (404, 500): GET /. Check method, path, headers and body of the requests in load.json; a status that is the answer you expect goes into their "accept".',
    );
  });

  it('ends it with few requests too, and with none that ended', () => {
    expect(futileLoad(totals(1, 1), DEFAULT, undefined)).toMatch(/^None of the 1 requests/);
    expect(futileLoad(totals(0, 0, {}), DEFAULT, undefined)).toMatch(/^No request of the first burst/);
  });

  it('lets it go on after a single success', () => {
    expect(futileLoad(totals(88_123, 88_122), DEFAULT, undefined)).toBeUndefined();
  });
});

it('a service that no longer answers had answered one request, or several', () => {
  expect(unanswered(3, 2, totals(1, 0, {}))).toContain(
    'one request was answered before, and none of bursts 2 to 3.',
  );
  expect(unanswered(2, 1, totals(1200, 0, {}))).toContain(
    '1,200 requests were answered before, and none of burst 2.',
  );
});
