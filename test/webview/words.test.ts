/** How figures and dates stand on the pages. */
import { expect, it } from 'vitest';
import { comparison } from './comparisons';
import { textOf } from './harness';
import { Pages } from './pages';

const pages = Pages.forTests();

it('a number stays on the line of its unit, however narrow the page', async () => {
  await pages.open({ width: 320 });
  await pages.shown.send(comparison({}));
  const { page } = pages.shown;
  const title = page.locator('.banner h1');
  await title.waitFor();
  expect(await title.textContent()).toContain('19\u00a0MB instead of 760\u00a0MB (-97\u00a0%)');
  expect(await page.locator('.comparison tbody tr').first().textContent()).toContain('19\u00a0MB');
  // what is there to be copied is as a terminal takes it
  expect(await page.locator('.snippet').first().textContent()).not.toContain('\u00a0');
});

it('dates are those of the place and the language of who looks', async () => {
  const { page } = await pages.finished();
  expect(await textOf(page.locator('.banner .caption'))).toMatch(/ · Nov 23, 2026, 9:31\sAM$/);
  expect(await page.locator('.banner .caption').textContent()).toContain('2026,\u00a09:31\u00a0AM');
  expect(await textOf(page.locator('.facts'))).toMatch(/startedNov 23, 2026, 9:31\sAM/);
  await pages.open();
  await pages.shown.send(comparison({}));
  expect(await textOf(pages.shown.page.locator('.banner .caption'))).toMatch(/Nov 23, 2026, 10:00\sAM$/);
});
