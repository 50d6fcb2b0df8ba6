import { describe, expect, it } from 'vitest';
import { type ComparisonMessage, comparison, comparisonLog, MEASURED, STAYED } from './comparisons';
import { textOf, textsOf } from './harness';
import { Pages } from './pages';
import { encode, recording } from './recordings';

const labels = MEASURED.map(({ info }) => info.label);

const pages = Pages.forTests();

async function compared(options: Partial<ComparisonMessage> = {}) {
  await pages.open({ height: 1000 });
  await pages.shown.send(comparison(options));
  for (const [run, { shape }] of MEASURED.entries()) {
    await pages.shown.send({ type: 'log', run, bytes: encode(recording(shape)), last: true });
    await pages.shown.next('painted');
  }
  return pages.shown.page;
}

describe('a comparison', () => {
  it('says what it comes to, and where the memory is kept', async () => {
    const page = await compared();
    const text = await textOf(page.locator('.banner'));
    expect(text).toContain('Keeps 19 MB instead of 760 MB (-97 %)');
    expect(text).toContain('The steps vanish with another allocator');
  });

  it('gives the cheapest change to copy, and the fix to apply', async () => {
    const page = await compared();
    const copy = page.locator('.snippet vscode-button').first();
    await copy.click();
    expect(await copy.getAttribute('data-copied')).toBe('Copied');
    expect(await pages.shown.next('copy-text')).toEqual({
      type: 'copy-text',
      text: 'LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2',
    });
    await page.getByText('Apply this fix…').click();
    expect(await pages.shown.next('apply-fix')).toEqual({ type: 'apply-fix', allocator: 'jemalloc' });
  });

  it('offers no fix where none can be applied', async () => {
    const page = await compared({ canApply: false });
    expect(await page.getByText('Apply this fix…').count()).toBe(0);
  });

  it('ranks the trials in a table, and says what could not be run', async () => {
    const page = await compared();
    const rows = await textsOf(page.locator('.comparison tbody tr'));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('jemalloc preloaded');
    expect(rows[0]).toContain('19 MB (-97 %)');
    expect(await page.locator('.comparison .best').count()).toBe(1);
    expect(await textOf(page.locator('.figures'))).toContain('libmimalloc.so.2 is not installed.');
  });

  it.each([1000, 800])('shows all columns of the table, %i pixels wide', async (width) => {
    const page = await compared();
    await page.setViewportSize({ width, height: 1000 });
    await pages.shown.painted();
    const hidden = await page
      .locator('.figures .scroll')
      .evaluate((scroll) => scroll.scrollWidth - scroll.clientWidth);
    expect(hidden).toBe(0);
  });

  it('keeps the name of a shape on one line, however little room there is', async () => {
    const page = await compared();
    await page.setViewportSize({ width: 300, height: 1000 });
    const lines = await page
      .locator('.comparison .shape')
      .evaluateAll((shapes) => shapes.map((shape) => [shape.textContent, shape.getClientRects().length]));
    expect(lines).toEqual([
      ['ragged', 1],
      ['leak', 1],
      ['stair-step', 1],
    ]);
  });

  it('draws the runs over one another, or side by side', async () => {
    const page = await compared();
    const overlaid = page.locator('.plot').first();
    expect(await page.locator('.legend-entry').allTextContents()).toEqual([...labels, STAYED]);
    expect(await page.locator('.legend-note').allTextContents()).toEqual([`bursts of ${labels[0]}`]);
    expect(await page.locator('.legend .dot').count()).toBe(1);
    await overlaid.waitFor();
    await page.getByText('Side by side').click();
    await overlaid.waitFor({ state: 'hidden' });
    expect(await page.locator('figcaption').allTextContents()).toEqual(labels);
    expect(await page.locator('.legend-note').count()).toBe(0);
    await page.locator('figure canvas').first().waitFor();
    // what marks a step there is a stair, not a dot
    expect(await page.locator('.legend .swatch-step').count()).toBe(1);
    expect(await page.locator('.legend .dot').count()).toBe(0);
  });

  it('tells lines apart without their colours', async () => {
    const page = await compared();
    const numbers = (where: string) =>
      page
        .locator(`${where} .number`)
        .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark, '::before').content));
    expect(await numbers('.legend')).toEqual(['"1"', '"2"', '"3"']);
    // the table is ranked: jemalloc, one arena, as built
    expect(await numbers('.comparison')).toEqual(['"2"', '"3"', '"1"']);
  });

  for (const theme of ['vscode-dark', 'vscode-high-contrast', 'vscode-high-contrast-light'] as const) {
    it(`shows in ${theme} which layout is chosen`, async () => {
      const page = await compared();
      await pages.shown.setTheme(theme);
      const look = (pressed: boolean) =>
        page
          .locator(`.toolbar vscode-button[aria-pressed="${pressed}"]`)
          .evaluate((button) => getComputedStyle(button).backgroundColor);
      expect(await look(true)).not.toBe(await look(false));
    });
  }

  it('has what each trial keeps in view beside the code', async () => {
    const page = await compared();
    await page.setViewportSize({ width: 300, height: 1000 });
    const row = page.locator('.comparison tbody tr').first();
    const edge = await row
      .locator('td')
      .nth(1)
      .evaluate((cell) => cell.getBoundingClientRect().right);
    expect(edge).toBeLessThanOrEqual(300 - 12);
    await page.locator('.scroll').evaluate((table) => table.scrollTo(table.scrollWidth, 0));
    expect(await row.locator('th').evaluate((cell) => cell.getBoundingClientRect().left)).toBe(12);
  });

  it('reads all runs at the cursor', async () => {
    const page = await compared();
    await page.locator('.plot').first().focus();
    await page.keyboard.press('End');
    const said = await textOf(page.locator('[role=status].visually-hidden'));
    expect(said).toMatch(/As built 760 MB, jemalloc preloaded 19 MB, One arena 646 MB/);
  });

  it('jumps from step to step of all runs by keys', async () => {
    const page = await compared();
    await page.locator('.plot').first().focus();
    const said = page.locator('[role=status].visually-hidden');
    await page.keyboard.press('n');
    expect(await textOf(said)).toBe('As built: +164 MB kept, after burst 1 (8 connections)');
    await page.keyboard.press('n');
    expect(await textOf(said)).toBe('As built: +92 MB kept, after burst 2 (16 connections)');
    await page.keyboard.press('p');
    expect(await textOf(said)).toBe('As built: +164 MB kept, after burst 1 (8 connections)');
  });

  it('reads all runs side by side with one cursor', async () => {
    const page = await compared();
    await page.getByText('Side by side').click();
    const figures = page.locator('figure');
    await figures.nth(1).locator('.plot').focus();
    await page.keyboard.press('End');
    expect(await figures.locator('.reading:visible').count()).toBe(3);
    expect(await textOf(figures.nth(0).locator('.reading'))).toContain('As built760 MB');
    expect(await textOf(figures.nth(1).locator('.reading'))).toContain('jemalloc preloaded19 MB');
    const times = await figures.locator('.reading-title').allTextContents();
    expect(new Set(times).size).toBe(1);
  });

  it('shows every recording of a trial that was repeated, in the colour of the trial', async () => {
    const [first, second] = MEASURED;
    if (!first || !second) throw new Error('no trials');
    await pages.open({ height: 1000 });
    const names = ['As built, run 1 of 2', 'As built, run 2 of 2', second.info.label];
    await pages.shown.send(comparison({ names, trials: [first.info.id, first.info.id, second.info.id] }));
    for (const [run, { shape }] of [first, first, second].entries()) {
      await pages.shown.send({ type: 'log', run, bytes: encode(recording(shape)), last: true });
      await pages.shown.next('painted');
    }
    const { page } = pages.shown;
    const legend = page.locator('.legend-entry');
    expect(await legend.allTextContents()).toEqual(['As built (2 runs)', 'jemalloc preloaded', STAYED]);
    expect(await page.locator('figcaption').allTextContents()).toEqual(names);
    const colour = (swatch: ReturnType<typeof page.locator>) =>
      swatch.evaluate((element) => getComputedStyle(element).borderTopColor);
    const ofLine = await colour(legend.nth(1).locator('.swatch'));
    const ofRow = await colour(page.locator('.comparison tbody .swatch').first());
    expect(ofRow).toBe(ofLine);
  });

  it('grows while it runs', async () => {
    const [first, second] = MEASURED;
    if (!first || !second) throw new Error('no trials');
    await pages.open({ height: 1000 });
    await pages.shown.send(
      comparison({ log: comparisonLog('not yet'), names: [first.info.label], trials: [first.info.id] }),
    );
    await pages.shown.send({ type: 'log', run: 0, bytes: encode(recording(first.shape)), last: true });
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.banner'))).toContain('under way');
    await pages.shown.send(comparison({ names: [first.info.label, second.info.label] }));
    await pages.shown.send({ type: 'log', run: 1, bytes: encode(recording(second.shape)), last: true });
    await pages.shown.next('painted');
    expect(await pages.shown.page.locator('.legend-entry').allTextContents()).toEqual([
      first.info.label,
      second.info.label,
      STAYED,
    ]);
    expect(await textOf(pages.shown.page.locator('.banner'))).not.toContain('under way');
  });
});

it('says that a file is no comparison', async () => {
  await pages.open();
  await pages.shown.send(comparison({ log: 'hello' }));
  const message = pages.shown.page.locator('[role=alert]');
  await message.waitFor();
  expect(await textOf(message)).toContain('This is not a comparison of Stairstep: its first line');
});
