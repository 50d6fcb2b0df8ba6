import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import { comparison } from './comparisons';
import { textOf } from './harness';
import { Pages } from './pages';
import { encode, recording } from './recordings';
import { slower } from './slower';

const FAST = recording('stair-step');
const SLOW = slower(FAST);

const pages = Pages.forTests();

async function compared(runs: readonly (readonly RunEvent[])[], size = {}) {
  const names = ['fast', 'slow'];
  const { page } = await pages.open({ height: 900, ...size });
  await pages.shown.send(comparison({ names, trials: ['baseline', 'preload-jemalloc'] }));
  for (const [run, events] of runs.entries()) {
    await pages.shown.send({ type: 'log', run, bytes: encode(events), last: true });
    await pages.shown.next('painted');
  }
  return page;
}

describe('a comparison of runs whose bursts took unlike times', () => {
  it('lines them up where it is asked to, and says in whose time', async () => {
    const page = await compared([FAST, SLOW]);
    const end = async () => {
      await page.locator('.plot').first().focus();
      await page.keyboard.press('End');
      return textOf(page.locator('.reading-title').first());
    };
    expect(await end()).toMatch(/^1 min 2[67](\.\d+)? s$/);
    await page.getByText('Line up the bursts').click();
    expect(await end()).toMatch(/^1 min 1[23](\.\d+)? s of fast, tail$/);
    const [fast, slow] = await page.locator('.plot').first().locator('.reading dd').allTextContents();
    expect(slow).toBe(fast);
    expect(await textOf(page.locator('.legend'))).toContain(
      'bursts and time of As built; the others are stretched to them',
    );
    await page.getByText('Line up the bursts').click();
    expect(await end()).toMatch(/^1 min 2[67]/);
  });

  it('does not offer it where the bursts were others', async () => {
    const page = await compared([FAST, SLOW.filter(({ kind }) => kind !== 'phase')]);
    expect(await page.getByText('Line up the bursts').isVisible()).toBe(false);
  });
});
