import { expect, test } from 'vitest';
import { planSchema } from '../../../../src/core/plan/plan';
import { LoadWatch } from '../../../../src/engine/run/load-watch';

const totals = (requests: number) => ({
  tried: requests,
  requests,
  errors: 0,
  non2xx: 0,
  sent: 0,
  rps: 1,
  errorKinds: {},
});

const nothing = async () => undefined;

/** What is said after each burst of a plan that has as many; `answered` by the end of each. */
async function said(answered: readonly number[], of: number): Promise<string[]> {
  const plan = planSchema.parse({ connections: Array(of).fill(4) });
  const watch = new LoadWatch(plan, undefined, { protocol: nothing, answer: nothing });
  const all: string[] = [];
  for (const requests of answered) all.push((await watch.burstEnded(totals(requests))).ends ?? 'goes on');
  return all;
}

test('one burst without an answer ends nothing: the service may come to itself', async () => {
  expect(await said([100, 100, 150, 150, 180], 6)).toEqual(Array(5).fill('goes on'));
});

test('two in a row do, and so does the last of the plan', async () => {
  expect((await said([100, 100, 100], 5)).at(-1)).toMatch(/100 requests .* none of bursts 2 to 3\./);
  expect((await said([100, 150, 150], 3)).at(-1)).toMatch(/150 requests .* none of burst 3\./);
});
