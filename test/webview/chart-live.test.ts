import { describe, expect, it } from 'vitest';
import { planSchema } from '../../src/core/plan/plan';
import { LogCompactor } from '../../src/core/run/compact';
import type { RunEvent } from '../../src/core/run/event';
import { textOf } from './harness';
import { Pages } from './pages';
import { encode, header, recording } from './recordings';
import { ALL, file, open } from './run-messages';

const pages = Pages.forTests();

describe('a live run', () => {
  /** A page that has the first `count` events of the run, and those that come after. */
  async function live(count: number) {
    const events = recording('stair-step');
    await pages.open();
    await pages.shown.send(open({ live: true, actions: [...ALL, 'stop'] }), file(events.slice(0, count)));
    await pages.shown.next('painted');
    return { page: pages.shown.page, events };
  }

  it('grows as events come, and says what is going on', async () => {
    const { page, events } = await live(30);
    const status = page.locator('.status');
    expect(await textOf(status)).toContain('baseline');
    const until = events.findIndex((event) => event.kind === 'phase' && event.burst === 3) + 40;
    await pages.shown.send({ type: 'events', run: 0, from: 30, events: events.slice(30, until) });
    await pages.shown.painted();
    const text = await textOf(status);
    expect(text).toContain('burst 3, 32 connections');
    expect(text).toMatch(/RSS \d+ MB/);
    await page.getByText('Stop', { exact: true }).click();
    expect(await pages.shown.next('action')).toEqual({ type: 'action', action: 'stop' });
  });

  it('draws only what is new, and the same as all at once', async () => {
    const { page, events } = await live(300);
    const pixels = `(() => {
      const canvas = document.querySelector('.holder.memory canvas');
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    })()`;
    for (let from = 300; from < 1500; from += 7) {
      await pages.shown.send({
        type: 'events',
        run: 0,
        from,
        events: events.slice(from, Math.min(1500, from + 7)),
      });
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await pages.shown.painted();
    await page.evaluate(`window.grown = ${pixels}`);
    await page.locator('.plot').focus();
    await page.keyboard.press('+');
    await pages.shown.painted();
    // smooth edges that were cut differ by a shade or two
    const differing = `${pixels}.filter((value, i) => Math.abs(value - window.grown[i]) > 8).length`;
    expect(await page.evaluate(differing)).toBeGreaterThan(1000);
    await page.keyboard.press('0');
    await pages.shown.painted();
    expect(await page.evaluate(differing)).toBe(0);
  });

  it('takes what is compact, and keeps its place among what is not', async () => {
    const events = recording('stair-step');
    await pages.open();
    const compactor = new LogCompactor();
    compactor.push(encode(events.slice(0, 800)));
    const bytes = compactor.take();
    await pages.shown.send(
      open({ live: true }),
      { type: 'log', run: 0, bytes, last: false, compact: true },
      { type: 'log', run: 0, bytes: encode(events.slice(800, 1000)), last: true },
      { type: 'events', run: 0, from: 1000, events: events.slice(1000) },
      { type: 'status', live: false, actions: ALL },
    );
    await pages.shown.next('painted');
    await pages.shown.painted();
    expect(await textOf(pages.shown.page.locator('.status'))).toContain('samples 1,460');
  });

  it('skips lines that it has', async () => {
    const { page, events } = await live(100);
    await pages.shown.send({ type: 'events', run: 0, from: 60, events: events.slice(60, 130) });
    await pages.shown.painted();
    await pages.shown.send(
      { type: 'events', run: 0, from: 130, events: events.slice(130) },
      { type: 'status', live: false, actions: ALL },
    );
    await pages.shown.painted();
    expect(await textOf(page.locator('.status'))).toContain('samples 1,460');
  });

  it('asks for everything again where lines are missing', async () => {
    const { page, events } = await live(100);
    await pages.shown.send({ type: 'events', run: 0, from: 150, events: events.slice(150, 160) });
    expect(await pages.shown.next('ready')).toEqual({ type: 'ready' });
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    expect(await textOf(page.locator('.status'))).toContain('samples 1,460');
  });

  it('is not judged before its load begins', async () => {
    const begun = recording('ragged')
      .slice(1)
      .filter(({ kind }) => kind === 'sample')
      .slice(0, 40);
    const said = recording('ragged').find(({ kind }) => kind === 'verdict');
    if (said?.kind !== 'verdict') throw new Error('a recording has its verdict');
    const early: RunEvent = { ...said, t: 2, provisional: true };
    await pages.open();
    const state: RunEvent = { kind: 'state', t: 0, state: 'starting' };
    const plan = planSchema.parse({});
    await pages.shown.send(open({ live: true }), file([{ ...header, plan }, state, ...begun, early]));
    await pages.shown.next('painted');
    const banner = pages.shown.page.locator('.banner');
    expect(await textOf(banner)).toMatch(
      /No verdict yet.*The service is starting: the load begins once it answers\./,
    );
    const burst: RunEvent = { kind: 'phase', t: 2.1, phase: 'burst', burst: 1, connections: 8 };
    const events = [{ kind: 'state' as const, t: 2, state: 'running' as const }, burst, early];
    await pages.shown.send({ type: 'events', run: 0, from: begun.length + 3, events });
    await pages.shown.page.locator('.banner[data-profile=ragged]').waitFor();
  });

  it('shows a provisional step, confirms it, and takes a retracted one away', async () => {
    const { page } = await live(200);
    const step = {
      id: 1,
      start: 3,
      end: 4,
      startIndex: 60,
      endIndex: 80,
      kept: 50e6,
      burst: 1,
      connections: 8,
    };
    const say = async (status: 'provisional' | 'confirmed' | 'retracted', from: number) => {
      await pages.shown.send({
        type: 'events',
        run: 0,
        from,
        events: [{ kind: 'step', t: 9, status, step }],
      });
      await pages.shown.painted();
    };
    await page.waitForSelector('.banner');
    const row = page.locator('.step');
    const before = await row.count();
    const legend = page.locator('.legend');
    await say('provisional', 200);
    expect(await textOf(legend)).toContain('not confirmed yet');
    expect(await textOf(legend)).not.toContain('kept after the load rested');
    expect(await row.first().getAttribute('data-status')).toBe('provisional');
    expect(await textOf(row.first())).toContain('provisional');
    await say('confirmed', 201);
    expect(await textOf(legend)).toContain('kept after the load rested');
    expect(await textOf(legend)).not.toContain('not confirmed yet');
    expect(await textOf(legend)).toContain('bursts (connections)');
    expect(await row.first().getAttribute('data-status')).toBe('confirmed');
    await say('retracted', 202);
    expect(await row.count()).toBe(before === 0 ? 0 : before - 1);
  });

  it('says how long it still takes', async () => {
    await pages.open();
    const plan = planSchema.parse({
      requests: [{ path: '/' }],
      connections: [8, 8],
      burst: { seconds: 4 },
      baseline: 3,
      rest: 4,
      tail: 14,
    });
    const [, ...events] = recording('stair-step');
    await pages.shown.send(open({ live: true }), file([{ ...header, plan }, ...events.slice(0, 100)]));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.status'))).toMatch(/left about \d\d s/);
  });

  it('waits for the first sample', async () => {
    await pages.open();
    await pages.shown.send(open({ live: true }), file([header, { kind: 'state', t: 0, state: 'building' }]));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.waiting'))).toContain('building the service');
    await pages.shown.send({ type: 'events', run: 0, from: 2, events: recording('ragged').slice(1, 40) });
    await pages.shown.painted();
    expect(await pages.shown.page.locator('.waiting').isHidden()).toBe(true);
  });
});
