/** The figures under the chart of a run that is over. */
import { expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/core/run/latency';
import { textOf } from './harness';
import { Pages } from './pages';
import { recording, type Shape } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();

async function statusOf(shape: Shape): Promise<string> {
  const latency = new LatencyHistogram();
  latency.add(600);
  const events = recording(shape).map((event) => {
    if (event.kind === 'load') return { ...event, latencies: latency.toCounts() };
    if (event.kind !== 'verdict') return event;
    return { ...event, verdict: { ...event.verdict, growthPerThousand: 752_000 } };
  });
  await pages.open();
  await pages.shown.send(open(), file(events));
  await pages.shown.next('painted');
  return textOf(pages.shown.page.locator('.status'));
}

it('says of a leak how fast it grows, as the terminal does', async () => {
  expect(await statusOf('leak')).toContain('growth per 1,000 requests 752 kB');
});

it('has requests with their rate and their latency', async () => {
  const status = await statusOf('stair-step');
  expect(status).not.toContain('growth');
  expect(status).toMatch(/requests [\d,]+, [\d,.]+\/s on average/);
  expect(status).toMatch(/latency p99 (5[89]\d|6[01]\d) ms/);
});
