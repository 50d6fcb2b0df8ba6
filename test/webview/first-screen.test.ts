import { describe, expect, it } from 'vitest';
import { comparison, MEASURED } from './comparisons';
import { textOf } from './harness';
import { Pages } from './pages';
import { encode, recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();

/** Beside the code; an editor above a panel; a window at 150 %. */
const SMALL = [
  { width: 420, height: 700 },
  { width: 880, height: 420 },
  { width: 780, height: 400 },
];

async function run(size: { width: number; height: number }) {
  const { page } = await pages.open(size);
  await pages.shown.send(open(), file(recording('stair-step')));
  await pages.shown.next('painted');
  return page;
}

async function compared(size: { width: number; height: number }) {
  const { page } = await pages.open(size);
  await pages.shown.send(comparison());
  for (const [n, { shape }] of MEASURED.entries()) {
    await pages.shown.send({ type: 'log', run: n, bytes: encode(recording(shape)), last: true });
    await pages.shown.next('painted');
  }
  return page;
}

describe.each(SMALL)('$width × $height', (size) => {
  it.each([
    ['a run', run],
    ['a comparison', compared],
  ] as const)('%s shows its chart without scrolling', async (_, show) => {
    const page = await show(size);
    const box = await page.locator('.plot').first().boundingBox();
    const { y = 0, height = 0 } = box ?? {};
    const visible = Math.min(y + height, size.height) - y;
    expect(visible).toBeGreaterThan(Math.min(0.4 * size.height, 0.9 * height));
  });

  it('nothing lies over anything else', async () => {
    const page = await compared(size);
    const chart = await page.locator('.chart').boundingBox();
    const figures = await page.locator('.figures').boundingBox();
    expect((chart?.y ?? 0) + (chart?.height ?? 0)).toBeLessThanOrEqual(figures?.y ?? 0);
    const plot = await page.locator('.plot').first().boundingBox();
    expect((plot?.y ?? 0) + (plot?.height ?? 0)).toBeLessThanOrEqual(figures?.y ?? 0);
  });

  it('the reasons are one key away', async () => {
    const page = await run(size);
    const why = page.getByRole('button', { name: 'Why' });
    const reasons = page.locator('.reasons');
    expect(await reasons.isVisible()).toBe(false);
    expect(await textOf(page.locator('.banner .next'))).toContain('Next:');
    await why.focus();
    await page.keyboard.press('Enter');
    expect(await reasons.isVisible()).toBe(true);
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await reasons.isVisible()).toBe(false);
  });
});

it('how to have it stays open as a comparison goes on', async () => {
  const page = await compared({ width: 420, height: 700 });
  await page.getByRole('button', { name: 'Why, and how to have it' }).click();
  await pages.shown.send(comparison());
  await pages.shown.painted();
  expect(await page.locator('.snippet').first().isVisible()).toBe(true);
});

it('where there is room, and on paper, all of it stands open', async () => {
  const page = await run({ width: 1200, height: 800 });
  expect(await page.locator('.reasons').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: 'Why' }).isVisible()).toBe(false);
  await page.setViewportSize({ width: 420, height: 700 });
  await page.emulateMedia({ media: 'print' });
  const chart = await page.locator('.chart').evaluate((one) => one.scrollHeight - one.clientHeight);
  expect(chart).toBe(0);
  expect(await page.locator('.reasons').isVisible()).toBe(true);
});
