import { describe, expect, it } from 'vitest';
import { planSchema } from '../../src/core/plan/plan';
import type { RunEvent } from '../../src/core/run/event';
import { textOf, textsOf } from './harness';
import { Pages } from './pages';
import { header, recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();

/** With its plan, so that its load can be sent again. */
const LEAK: RunEvent[] = [{ ...header, plan: planSchema.parse({}) }, ...recording('leak').slice(1)];

async function shown(events: readonly RunEvent[], options = {}) {
  const { page } = await pages.open(options);
  await pages.shown.send(open(), file(events));
  await pages.shown.next('painted');
  return page;
}

describe('a leak', () => {
  it('is not offered what does not help it', async () => {
    const page = await shown(LEAK);
    expect(await textOf(page.locator('.toolbar'))).not.toContain('Compare allocators');
    expect(await textOf(page.locator('.toolbar'))).toContain('Run again');
  });

  it('says first what grew since the load began, and what that points to', async () => {
    const page = await shown(LEAK);
    const first = page.locator('.side .panel').first();
    expect(await textOf(first.locator('h2'))).toBe('What grew');
    const parts = await textsOf(first.locator('tbody tr'));
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) expect(part).toMatch(/\+[\d.]+ [MG]B$/);
    expect(await textOf(first)).toContain('look at entries of maps');
  });

  it('leads there from the verdict, by key as well', async () => {
    const page = await shown(LEAK, { width: 420, height: 700 });
    const link = page.locator('.banner vscode-link', { hasText: 'See what grew' });
    await link.focus();
    await page.keyboard.press('Enter');
    const panel = page.locator('.panel', { hasText: 'What grew' });
    expect(await panel.evaluate((one) => one === document.activeElement)).toBe(true);
    const box = await panel.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
  });

  it('gives the commands that show the calls behind it to copy', async () => {
    const page = await shown(LEAK);
    await page.locator('.growth vscode-button').click();
    const { text } = await pages.shown.next('copy-text');
    expect(text).toContain('cargo build --release --bin sample-service\nheaptrack target/release/');
    expect(text).toContain('stairstep attach "$(pgrep -nx sample-service)" --plan');
    const shownText = await page.locator('.growth pre').textContent();
    expect(shownText?.trimEnd()).toBe(text);
  });

  it('shows all of these commands in a narrow column', async () => {
    const page = await shown(LEAK, { width: 300, height: 900 });
    const cut = await page.locator('.growth pre').evaluate((pre) => pre.scrollWidth - pre.clientWidth);
    expect(cut).toBe(0);
    const right = await page.locator('.growth .snippet').evaluate((one) => one.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(300);
  });
});

it('of whose requests most were refused says so, with what that points to', async () => {
  const page = await shown(
    LEAK.map((event) => {
      if (event.kind === 'load')
        return { ...event, non2xx: event.requests / 2, errorKinds: { 404: event.requests / 2 } };
      if (event.kind !== 'verdict') return event;
      return { ...event, verdict: { ...event.verdict, findings: ['requests-failed'] } };
    }),
  );
  expect(await textOf(page.locator('.notices').first())).toMatch(
    /were answered with 404: check method and path/,
  );
  expect(await textOf(page.locator('.status'))).toMatch(/failed requests [\d,]+ \(404\)/);
});

it('a link is clear to see in a report, which has no theme of an editor', async () => {
  const page = await shown(LEAK);
  // the toolkit's own blue is for a dark ground
  await page.evaluate(() => {
    document.body.className = 'stairstep';
    document.documentElement.style.cssText = 'color-scheme: light';
  });
  const link = page.locator('vscode-link', { hasText: 'See what grew' });
  expect(await link.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(0, 95, 184)');
});

it('what is no leak has no such panel, and can be compared', async () => {
  const page = await shown(recording('stair-step'));
  expect(await page.locator('.panel', { hasText: 'What grew' }).isVisible()).toBe(false);
  expect(await textOf(page.locator('.toolbar'))).toContain('Compare allocators');
});
