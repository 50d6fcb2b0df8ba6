/** A recording without its verdict: what was cut off is over, what is being recorded goes on. */
import { expect, it } from 'vitest';
import { textOf } from './harness';
import { Pages } from './pages';
import { recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();
const begun = recording('stair-step').filter(({ kind }) => kind !== 'verdict' && kind !== 'end');

it('promises no verdict that will not come', async () => {
  await pages.open();
  await pages.shown.send(open(), file(begun.slice(0, 600)));
  await pages.shown.next('painted');
  const banner = await textOf(pages.shown.page.locator('.banner'));
  expect(banner).toContain('No verdict');
  expect(banner).not.toContain('yet');
  expect(banner).toContain('Next: Run again.');
});

it('waits for that of a run that goes on', async () => {
  await pages.open();
  await pages.shown.send(open({ live: true }), file(begun.slice(0, 600)));
  await pages.shown.next('painted');
  const banner = pages.shown.page.locator('.banner');
  expect(await textOf(banner.locator('.title'))).toBe('No verdict yet');
  expect(await banner.locator('.next').isVisible()).toBe(false);
});

it('shows the verdict on what there is, once the editor has told it', async () => {
  await pages.open();
  const part = begun.slice(0, 600);
  await pages.shown.send(open(), file(part));
  await pages.shown.next('painted');
  const told = recording('stair-step').filter(({ kind }) => kind === 'verdict');
  await pages.shown.send({ type: 'events', run: 0, from: part.length, events: told });
  const page = pages.shown.page;
  await page.locator('.banner[data-profile=stair-step]').waitFor();
  await page
    .locator('.notices')
    .getByText(/has no end.*The verdict is on what it holds\./)
    .waitFor();
});
