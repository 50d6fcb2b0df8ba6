/** A series that something else measured: what is known of it, and nothing that is not. */
import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import { readSeries } from '../../src/core/series';
import { eventsOfSeries } from '../../src/core/series/imported-run';
import { textOf } from './harness';
import { Pages } from './pages';
import { file, open } from './run-messages';

const pages = Pages.forTests();

async function shown(text: string) {
  const events: RunEvent[] = [...eventsOfSeries(readSeries(text), 'rss.csv')];
  await pages.open();
  await pages.shown.send(open({ actions: [] }), file(events));
  await pages.shown.next('painted');
  return pages.shown.page;
}

const rows = (timeOf: (minute: number) => string) =>
  Array.from({ length: 60 }, (_, minute) => `${timeOf(minute)},${100 + (minute % 2)}`).join('\n');

it('says how it was read, and since when it is, where that is known', async () => {
  const page = await shown(
    `time,rss_mib\n${rows((minute) => `2026-03-02T10:${String(minute).padStart(2, '0')}:00Z`)}\n`,
  );
  expect(await textOf(page.locator('.banner .caption'))).toMatch(
    /^rss\.csv · CSV · rss_mib · Mar 2, 2026, 11:00\sAM$/,
  );
  expect(await textOf(page.locator('.facts'))).toMatch(/sizesMiBtimesdatesfirst sampleMar 2, 2026/);
  expect(await textOf(page.locator('.side'))).not.toMatch(/allocator|cores/);
});

it('has no date where the file has none, and says what was left out', async () => {
  const page = await shown(`t,rss_mib\n${rows((minute) => `${60 * minute}`)}\n3600,\n`);
  expect(await textOf(page.locator('.banner .caption'))).toBe('rss.csv · CSV · rss_mib');
  expect(await textOf(page.locator('.facts'))).not.toContain('first sample');
  expect(await textOf(page.locator('.notices').first())).toContain('1 sample without a size left out');
});

it('tells its steps by when they were and how long they took, and not by a load that nobody knows', async () => {
  const level = (second: number) => 50 + 200 * [215, 300, 400].filter((at) => second >= at).length;
  const page = await shown(
    `t,rss_mib\n${Array.from({ length: 700 }, (_, second) => `${second},${level(second)}`).join('\n')}\n`,
  );
  const first = page.locator('.step').first();
  expect(await textOf(first.locator('.step-time'))).toBe('3 min 35 s');
  expect(await textOf(first.locator('.step-cause'))).toMatch(/^within /);
  expect(await textOf(page.locator('.legend'))).toMatch(/kept$/);
  await first.click();
  expect(await textOf(page.locator('.details'))).toMatch(/, and stayed\./);
});
