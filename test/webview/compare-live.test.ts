import { describe, expect, it } from 'vitest';
import { comparison, comparisonUnderWay, MEASURED, STAYED } from './comparisons';
import { textOf } from './harness';
import { Pages } from './pages';
import { encode, recording } from './recordings';

const pages = Pages.forTests();

describe('a comparison under way', () => {
  /** As it is while the second trial is recorded: the page has the first `count` events of that. */
  async function underWay(count: number) {
    const [first, second] = MEASURED;
    if (!first || !second) throw new Error('no trials');
    const events = recording(second.shape);
    await pages.open({ height: 1000 });
    const now = {
      log: comparisonUnderWay(second.info.id),
      names: [first.info.label, second.info.label],
      trials: [first.info.id, second.info.id],
      underWay: true,
      recording: true,
    };
    await pages.shown.send(
      comparison(now),
      { type: 'log', run: 0, bytes: encode(recording(first.shape)), last: true },
      { type: 'log', run: 1, bytes: encode(events.slice(0, count)), last: true },
    );
    await pages.shown.painted();
    return { page: pages.shown.page, now, events, first, second };
  }

  /** What the cursor reads at its end, once it is moved there. */
  async function readAtEnd() {
    const { page } = pages.shown;
    await page.locator('.plot').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    return textOf(page.locator('[role=status].visually-hidden'));
  }

  it('draws the trial that is being recorded, as it goes on', async () => {
    const { page, events } = await underWay(200);
    expect(await page.locator('.legend-entry').allTextContents()).toContain('jemalloc preloaded');
    expect(await readAtEnd()).toMatch(/As built 760 MB$/);
    await pages.shown.send({ type: 'events', run: 1, from: 200, events: events.slice(200) });
    await pages.shown.painted();
    expect(await readAtEnd()).toMatch(/As built 760 MB, jemalloc preloaded 19 MB$/);
  });

  it('does not say that a step was kept before that is sure', async () => {
    const [first] = MEASURED;
    if (!first) throw new Error('no trials');
    const events = recording(first.shape);
    const seen = events.findIndex((event) => event.kind === 'step') + 1;
    const sure = events.findIndex((event) => event.kind === 'step' && event.status === 'confirmed') + 1;
    await pages.open({ height: 1000 });
    await pages.shown.send(
      comparison({
        log: comparisonUnderWay(first.info.id),
        names: [first.info.label],
        trials: [first.info.id],
        underWay: true,
        recording: true,
      }),
      { type: 'log', run: 0, bytes: encode(events.slice(0, seen)), last: true },
    );
    await pages.shown.painted();
    const legend = pages.shown.page.locator('.legend');
    expect(await textOf(legend)).toBe(first.info.label);
    await pages.shown.page.getByText('Side by side').click();
    expect(await textOf(legend)).toContain('not confirmed yet');
    await pages.shown.send({ type: 'events', run: 0, from: seen, events: events.slice(seen, sure) });
    await pages.shown.painted();
    expect(await textOf(legend)).toContain(STAYED);
    expect(await textOf(legend)).not.toContain('not confirmed yet');
  });

  it('asks for everything again where lines of that trial are missing', async () => {
    const { events } = await underWay(200);
    await pages.shown.send({ type: 'events', run: 1, from: 300, events: events.slice(300) });
    await pages.shown.next('ready');
  });

  it('says what is under way and what comes, not that it was not run', async () => {
    const { page } = await underWay(200);
    const figures = await textOf(page.locator('.figures'));
    expect(figures).toContain('jemalloc preloaded: under way');
    expect(figures).toContain('One arena: waiting');
    expect(figures).not.toContain('Run the comparison again');
    expect(await textOf(page.locator('.banner'))).toContain('is under way: each trial is added');
  });

  it('lets go of a recording that came to nothing', async () => {
    const { page, now, first } = await underWay(200);
    await pages.shown.send(
      comparison({ ...now, names: [first.info.label], trials: [first.info.id], recording: false }),
    );
    expect(await page.locator('.legend-entry').allTextContents()).toEqual([first.info.label, STAYED]);
    expect(await page.locator('figcaption').allTextContents()).toEqual([first.info.label]);
    expect(await readAtEnd()).not.toContain('jemalloc');
  });

  it('has no empty chart before there is a run', async () => {
    await pages.open({ height: 1000 });
    await pages.shown.send(comparison({ log: comparisonUnderWay('baseline'), names: [], trials: [] }));
    await pages.shown.page.locator('.banner').waitFor();
    expect(await pages.shown.page.locator('canvas:visible').count()).toBe(0);
    expect(await pages.shown.page.locator('.toolbar:visible').count()).toBe(0);
  });
});
