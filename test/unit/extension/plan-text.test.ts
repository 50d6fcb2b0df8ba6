import { describe, expect, test } from 'vitest';
import { planSchema } from '../../../src/core/plan/plan';
import { planWithEnvironment, planWithFeatures } from '../../../src/extension/fix/plan-text-edits';
import {
  BODY_CHOICES,
  parseConnections,
  parseRequest,
  planText,
} from '../../../src/extension/services/plan-text';

describe('the first plan', () => {
  test.each(BODY_CHOICES)('with a body of kind %s is a plan', (body) => {
    const text = planText({ method: 'POST', path: '/widgets', body, connections: [8, 16, 16, 16] });
    const plan = planSchema.parse(JSON.parse(text));
    expect(plan.connections).toEqual([8, 16, 16, 16]);
    expect(plan.requests[0]?.body === undefined).toBe(body === 'none');
    expect(text).toContain('"connections": [8, 16, 16, 16]');
    expect(text.endsWith('}\n')).toBe(true);
  });

  test.each([
    ['POST /widgets', { method: 'POST', path: '/widgets' }],
    [' get  /a?b=c ', { method: 'GET', path: '/a?b=c' }],
    ['/', { method: 'GET', path: '/' }],
  ])('reads the request %j', (text, request) => {
    expect(parseRequest(text)).toEqual(request);
  });

  test.each(['', 'widgets', 'FETCH /', 'GET', 'GET widgets', 'GET /a b'])(
    'refuses the request %j',
    (text) => {
      expect(parseRequest(text)).toBeUndefined();
    },
  );

  test('reads connections', () => {
    expect(parseConnections('8, 16 32,32')).toEqual([8, 16, 32, 32]);
  });

  test.each(['', ' , ', '0', '1.5', '-1', 'eight', '8,,x', '10001'])('refuses the connections %j', (text) => {
    expect(parseConnections(text)).toBeUndefined();
  });
});

describe('changes to a plan', () => {
  const plan = '{\n  // mine\n  "connections": [8, 8],\n  "features": ["metrics"]\n}\n';

  test('add features, and keep what is there', () => {
    const changed = planWithFeatures(plan, ['jemalloc', 'metrics']);
    expect(changed).toContain('// mine');
    expect(changed).toContain('"connections": [8, 8]');
    expect(changed.match(/"(metrics|jemalloc)"/g)).toEqual(['"metrics"', '"jemalloc"']);
  });

  test('twice are the same as once', () => {
    const once = planWithFeatures('{}', ['jemalloc']);
    expect(planWithFeatures(once, ['jemalloc'])).toBe(once);
  });

  test('set variables', () => {
    const changed = planWithEnvironment(plan, { MALLOC_ARENA_MAX: '2', A: 'b' });
    expect(planSchema.parse(JSON.parse(changed.replace('// mine', ''))).env).toEqual({
      MALLOC_ARENA_MAX: '2',
      A: 'b',
    });
  });
});
