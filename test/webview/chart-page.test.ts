import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import type { HostAction, ToPage } from '../../src/core/view/protocol';
import { Harness, type OpenPage, textOf } from './harness';
import { encode, header, recording, type Shape } from './recordings';

const ALL: HostAction[] = [
  'run-again',
  'add-allocator',
  'compare-allocators',
  'show-manifest',
  'show-source',
  'save',
  'copy-summary',
];

const open = (options: Partial<Extract<ToPage, { type: 'open' }>> = {}): ToPage => ({
  type: 'open',
  names: ['run'],
  live: false,
  actions: ALL,
  strings: {},
  ...options,
});

const file = (events: readonly RunEvent[]): ToPage => ({
  type: 'log',
  run: 0,
  bytes: encode(events),
  last: true,
});

let harness: Harness;
let shown: OpenPage;

beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());
afterEach(async () => {
  expect(shown.complaints).toEqual([]);
  await shown.page.close();
});

/** A page with a finished run in it. */
async function finished(shape: Shape = 'stair-step'): Promise<OpenPage> {
  shown = await harness.open();
  await shown.send(open(), file(recording(shape)));
  await shown.next('painted');
  return shown;
}

describe('a finished run', () => {
  it('says its verdict with reasons and the next step', async () => {
    const { page } = await finished();
    const banner = page.locator('.banner');
    expect(await banner.getAttribute('data-profile')).toBe('stair-step');
    expect(await banner.getAttribute('aria-live')).toBe('polite');
    const text = await textOf(banner);
    expect(text).toContain('Stair-step');
    expect(text).toContain('very sure (97 %)');
    expect(text).toContain('Five steps hold 731 MB');
    expect(text).toContain('Next: Compare allocators');
  });

  it('links the next step where the host can do it, and says the command where it cannot', async () => {
    const next = 'Compare allocators with `stairstep compare`.';
    const events = recording('stair-step').map((event) =>
      event.kind === 'verdict' ? { ...event, verdict: { ...event.verdict, next } } : event,
    );
    shown = await harness.open();
    await shown.send(open(), file(events));
    await shown.next('painted');
    const line = shown.page.locator('.banner .next');
    await line.locator('vscode-link').click();
    expect(await shown.next('action')).toEqual({ type: 'action', action: 'compare-allocators' });
    await shown.send({ type: 'status', live: false, actions: [] });
    await shown.painted();
    expect(await textOf(line.locator('code'))).toBe('stairstep compare');
  });

  it.each([
    ['leak', 'Leak', '0'],
    ['ragged', 'Ragged', '0'],
  ] as const)('tells a %s by its own name, without steps', async (shape, title, steps) => {
    const { page } = await finished(shape);
    expect(await textOf(page.locator('.banner .title'))).toBe(title);
    expect(String(await page.locator('.step').count())).toBe(steps);
    expect(await textOf(page.locator('.side'))).toContain('This run has no steps.');
  });

  it('lists each step with what it kept and its burst', async () => {
    const { page } = await finished();
    const rows = await page.locator('.step').allTextContents();
    expect(rows).toHaveLength(5);
    expect(rows[2]).toContain('+159 MB kept');
    expect(rows[2]).toContain('after burst 3 (32 connections)');
  });

  it('opens the details of a step: what grew, why, and links that the host gets', async () => {
    const { page } = await finished();
    await page.locator('.step').nth(2).click();
    const details = page.locator('.details');
    const text = await textOf(details);
    expect(text).toContain('RSS rose from 268 MB to 427 MB');
    expect(text).toContain('76 % of that was still resident');
    expect(text).toContain('arenas of threads');
    await details.getByText('Add tikv-jemallocator…').click();
    expect(await shown.next('action')).toEqual({ type: 'action', action: 'add-allocator', step: 3 });
    await page.locator('.step').nth(2).click();
    expect(await details.count()).toBe(0);
  });

  it('hides what the host cannot do', async () => {
    shown = await harness.open();
    await shown.send(open({ actions: ['show-source'] }), file(recording('stair-step')));
    await shown.next('painted');
    const { page } = shown;
    await page.locator('.step').first().click();
    expect(await textOf(page.locator('.links'))).toBe('Show main.rs');
    expect(await page.getByText('Save as').count()).toBe(0);
    expect(await page.getByText('Run again').count()).toBe(0);
  });

  it('describes itself to a screen reader', async () => {
    const { page } = await finished();
    const id = await page.locator('.plot').getAttribute('aria-describedby');
    const summary = await textOf(page.locator(`#${id}`));
    expect(summary).toContain('Resident memory of sample-service over 73 s, with 7 bursts of load.');
    expect(summary).toContain('+159 MB kept, after burst 3 (32 connections).');
  });

  it('speaks the language of the editor', async () => {
    shown = await harness.open();
    const strings = {
      'Stair-step': 'Treppe',
      'after burst {0} ({1} connections)': 'nach Stoß {0} ({1} Verbindungen)',
    };
    await shown.send(open({ strings }), file(recording('stair-step')));
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.banner .title'))).toBe('Treppe');
    expect(await textOf(shown.page.locator('.step').nth(1))).toContain('nach Stoß 2 (16 Verbindungen)');
  });

  it('shows text of the service as text', async () => {
    shown = await harness.open();
    const hostile: RunEvent = { kind: 'note', t: 1, level: 'warning', text: '<img src=x onerror=alert(1)>' };
    await shown.send(open(), file([...recording('ragged'), hostile]));
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.notices'))).toContain('<img src=x onerror=alert(1)>');
    expect(await shown.page.locator('.notices img').count()).toBe(0);
  });
});

describe('a stair on the chart', () => {
  it('shows a hand, and opens its details when it is clicked', async () => {
    const { page } = await finished();
    const box = await page.locator('.holder.memory canvas').boundingBox();
    if (!box) throw new Error('no chart');
    const cursor = () =>
      page.locator('.holder.memory canvas').evaluate((canvas) => getComputedStyle(canvas).cursor);
    await page.mouse.move(box.x + 100, box.y + 30);
    expect(await cursor()).toBe('crosshair');
    // the last plateau reaches to the end of the run, at the height of the last sample
    const x = box.x + box.width - 14 - 30;
    let y = box.y + 20;
    for (; y < box.y + box.height && (await cursor()) !== 'pointer'; y += 3) await page.mouse.move(x, y);
    expect(await cursor()).toBe('pointer');
    await page.mouse.click(x, y - 3);
    expect(await page.locator('.step[aria-expanded=true]').getAttribute('data-step')).toBe('5');
    expect(await page.locator('.details').isVisible()).toBe(true);
  });

  it('is not clicked by the end of a drag', async () => {
    const { page } = await finished();
    const box = await page.locator('.holder.memory canvas').boundingBox();
    if (!box) throw new Error('no chart');
    const x = box.x + box.width - 14 - 30;
    for (let y = box.y + 24; y < box.y + box.height - 30; y += 12) {
      await page.mouse.move(x - 40, y);
      await page.mouse.down();
      await page.mouse.move(x - 20, y);
      await page.mouse.move(x, y);
      await page.mouse.up();
      await page.locator('.plot').focus();
      await page.keyboard.press('0');
    }
    expect(await page.locator('.details').count()).toBe(0);
  });
});

describe('the cursor', () => {
  it('reads exact values under the mouse', async () => {
    const { page } = await finished();
    const box = await page.locator('.holder.memory').boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.move(box.x + box.width * 0.9, box.y + 100);
    const reading = await textOf(page.locator('.reading'));
    expect(reading).toMatch(/^1 min [\d.]+ s · \d\d:3\d:\d\d/);
    expect(reading).toMatch(/RSS\s*\d+ MB \(\d{3},\d{3},\d{3} bytes\)/);
    expect(reading).toContain('tail');
    await page.mouse.move(5, 5);
    expect(await page.locator('.reading').isHidden()).toBe(true);
  });

  it('moves by keys, jumps from step to step, and is read out', async () => {
    const { page } = await finished();
    const said = page.locator('[role=status].visually-hidden');
    await page.locator('.plot').focus();
    await page.keyboard.press('n');
    expect(await textOf(said)).toContain('burst 1, 8 connections');
    expect(await page.locator('.step[aria-expanded=true]').getAttribute('data-step')).toBe('1');
    await page.keyboard.press('Alt+ArrowRight');
    expect(await textOf(said)).toContain('burst 2, 16 connections');
    await page.keyboard.press('p');
    expect(await textOf(said)).toContain('burst 1, 8 connections');
    const before = await textOf(said);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await textOf(said)).not.toBe(before);
    await page.keyboard.press('End');
    expect(await textOf(said)).toContain('tail');
    await page.keyboard.press('Home');
    expect(await textOf(said)).toContain('0 s:');
  });

  it('zooms by keys and buttons, and shows all again', async () => {
    const { page } = await finished();
    const picture = () =>
      page.locator('.holder.memory canvas').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        return canvas.toDataURL();
      });
    const whole = await picture();
    await page.locator('.plot').focus();
    await page.keyboard.press('+');
    await shown.painted();
    expect(await picture()).not.toBe(whole);
    await page.keyboard.press('0');
    await shown.painted();
    expect(await picture()).toBe(whole);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await shown.painted();
    expect(await picture()).not.toBe(whole);
    await page.getByRole('button', { name: 'Show all' }).click();
    await shown.painted();
    expect(await picture()).toBe(whole);
  });

  it('zooms about the time under the pointer', async () => {
    const { page } = await finished();
    const box = await page.locator('.holder.memory').boundingBox();
    if (!box) throw new Error('no chart');
    const title = page.locator('.reading-title');
    const seconds = async () => {
      const [, minutes = '0', rest] = /(?:(\d+) min )?([\d.]+) s/.exec(await textOf(title)) ?? [];
      return Number(minutes) * 60 + Number(rest);
    };
    const [x, y] = [box.x + 62 + (box.width - 76) * 0.8, box.y + 100];
    await page.mouse.move(x, y);
    const before = await seconds();
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
    await shown.painted();
    await page.mouse.move(x, y + 1);
    expect(Math.abs((await seconds()) - before)).toBeLessThan(0.11);
    await page.mouse.move(box.x + 62, y);
    expect(await seconds()).toBeGreaterThan(before / 4);
  });

  it('zooms by wheel and by dragging, and pans with shift', async () => {
    const { page } = await finished();
    const box = await page.locator('.holder.memory').boundingBox();
    if (!box) throw new Error('no chart');
    const at = (share: number) => box.x + 62 + (box.width - 76) * share;
    const y = box.y + box.height / 2;
    const readAt = async (share: number) => {
      await page.mouse.move(at(share), y);
      const [, minutes = '0', seconds] =
        /(?:(\d+) min )?([\d.]+) s/.exec(await textOf(page.locator('.reading-title'))) ?? [];
      return Number(minutes) * 60 + Number(seconds);
    };
    const wide = await readAt(0.9);
    await page.mouse.move(at(0.2), y);
    await page.mouse.down();
    await page.mouse.move(at(0.3), y, { steps: 3 });
    await page.mouse.move(at(0.4), y, { steps: 3 });
    await page.mouse.up();
    await shown.painted();
    const selected = await readAt(0.9);
    expect(selected).toBeGreaterThan(wide * 0.35);
    expect(selected).toBeLessThan(wide * 0.5);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(at(0.7), y, { steps: 4 });
    await page.mouse.move(at(0.5), y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await shown.painted();
    expect(await readAt(0.9)).toBeGreaterThan(selected + 2);
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 300);
    await shown.painted();
    expect(await readAt(0.9)).toBeCloseTo(wide, 0);
  });
});

describe('a live run', () => {
  /** A page that has the first `count` events of the run, and those that come after. */
  async function live(count: number) {
    const events = recording('stair-step');
    shown = await harness.open();
    await shown.send(open({ live: true, actions: [...ALL, 'stop'] }), file(events.slice(0, count)));
    await shown.next('painted');
    return { page: shown.page, events };
  }

  it('grows as events come, and says what is going on', async () => {
    const { page, events } = await live(30);
    const status = page.locator('.status');
    expect(await textOf(status)).toContain('baseline');
    const until = events.findIndex((event) => event.kind === 'phase' && event.burst === 3) + 40;
    await shown.send({ type: 'events', run: 0, from: 30, events: events.slice(30, until) });
    await shown.painted();
    const text = await textOf(status);
    expect(text).toContain('burst 3, 32 connections');
    expect(text).toMatch(/RSS \d+ MB/);
    await page.getByText('Stop', { exact: true }).click();
    expect(await shown.next('action')).toEqual({ type: 'action', action: 'stop' });
  });

  it('draws only what is new, and the same as all at once', async () => {
    const { page, events } = await live(300);
    const pixels = `(() => {
      const canvas = document.querySelector('.holder.memory canvas');
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    })()`;
    for (let from = 300; from < 1500; from += 7) {
      await shown.send({
        type: 'events',
        run: 0,
        from,
        events: events.slice(from, Math.min(1500, from + 7)),
      });
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await shown.painted();
    await page.evaluate(`window.grown = ${pixels}`);
    await page.locator('.plot').focus();
    await page.keyboard.press('+');
    await shown.painted();
    // smooth edges that were cut differ by a shade or two
    const differing = `${pixels}.filter((value, i) => Math.abs(value - window.grown[i]) > 8).length`;
    expect(await page.evaluate(differing)).toBeGreaterThan(1000);
    await page.keyboard.press('0');
    await shown.painted();
    expect(await page.evaluate(differing)).toBe(0);
  });

  it('takes what is packed, and keeps its place among what is not', async () => {
    const events = recording('stair-step');
    shown = await harness.open();
    const bytes = new Uint8Array(deflateRawSync(encode(events.slice(0, 800))));
    await shown.send(
      open({ live: true }),
      { type: 'log', run: 0, bytes, last: false, packed: true },
      { type: 'log', run: 0, bytes: encode(events.slice(800, 1000)), last: true },
      { type: 'events', run: 0, from: 1000, events: events.slice(1000) },
      { type: 'status', live: false, actions: ALL },
    );
    await shown.next('painted');
    await shown.painted();
    expect(await textOf(shown.page.locator('.status'))).toContain('samples 1,460');
  });

  it('skips lines that it has', async () => {
    const { page, events } = await live(100);
    await shown.send({ type: 'events', run: 0, from: 60, events: events.slice(60, 130) });
    await shown.painted();
    await shown.send(
      { type: 'events', run: 0, from: 130, events: events.slice(130) },
      { type: 'status', live: false, actions: ALL },
    );
    await shown.painted();
    expect(await textOf(page.locator('.status'))).toContain('samples 1,460');
  });

  it('asks for everything again where lines are missing', async () => {
    const { page, events } = await live(100);
    await shown.send({ type: 'events', run: 0, from: 150, events: events.slice(150, 160) });
    expect(await shown.next('ready')).toEqual({ type: 'ready' });
    await shown.send(open(), file(events));
    await shown.next('painted');
    expect(await textOf(page.locator('.status'))).toContain('samples 1,460');
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
      await shown.send({ type: 'events', run: 0, from, events: [{ kind: 'step', t: 9, status, step }] });
      await shown.painted();
    };
    await page.waitForSelector('.banner');
    const row = page.locator('.step');
    const before = await row.count();
    await say('provisional', 200);
    expect(await row.first().getAttribute('data-status')).toBe('provisional');
    expect(await textOf(row.first())).toContain('provisional');
    await say('confirmed', 201);
    expect(await row.first().getAttribute('data-status')).toBe('confirmed');
    await say('retracted', 202);
    expect(await row.count()).toBe(before === 0 ? 0 : before - 1);
  });

  it('waits for the first sample', async () => {
    shown = await harness.open();
    await shown.send(open({ live: true }), file([header, { kind: 'state', t: 0, state: 'building' }]));
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.waiting'))).toContain('building the service');
    await shown.send({ type: 'events', run: 0, from: 2, events: recording('ragged').slice(1, 40) });
    await shown.painted();
    expect(await shown.page.locator('.waiting').isHidden()).toBe(true);
  });
});

describe('files that are not whole', () => {
  it('draws one that was cut off, and says so', async () => {
    shown = await harness.open();
    const whole = encode(recording('stair-step'));
    await shown.send(open(), { type: 'log', run: 0, bytes: whole.slice(0, whole.length / 2), last: true });
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.notices'))).toContain('cut off');
    expect(await shown.page.locator('.step').count()).toBeGreaterThan(0);
  });

  it('says that a service died in the run, and how', async () => {
    shown = await harness.open();
    await shown.send(open(), file(recording('stair-step', 'service-exited')));
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.notices'))).toContain('signal SIGSEGV');
  });

  it.each([
    ['empty', ''],
    ['of something else', 'hello\nworld\n'],
    ['binary', '\u0000\u0001\u0002'],
  ])('shows a message and a remedy for a file that is %s', async (_, text) => {
    shown = await harness.open();
    await shown.send(open(), { type: 'log', run: 0, bytes: new TextEncoder().encode(text), last: true });
    const message = shown.page.locator('[role=alert]');
    await message.waitFor();
    expect(await textOf(message)).toContain('This is not a recording of Stairstep');
    expect(await textOf(message)).toContain('Open a .memprofile file');
  });

  it('shows what the host could not read', async () => {
    shown = await harness.open();
    await shown.send({ type: 'failed', message: 'The file is gone.', remedy: 'Run the profile again.' });
    const message = shown.page.locator('[role=alert]');
    await message.waitFor();
    expect(await textOf(message)).toContain('Run the profile again.');
  });

  it('says that a run has no samples', async () => {
    shown = await harness.open();
    await shown.send(open(), file([header, { kind: 'end', t: 0, reason: 'interrupted' }]));
    await shown.next('painted');
    expect(await textOf(shown.page.locator('.waiting'))).toContain('This run has no samples.');
  });
});

describe('saving', () => {
  it('makes the picture in the page and asks the host for the rest', async () => {
    const { page } = await finished();
    await page.getByText('Save as').click();
    await page.getByRole('menuitem', { name: 'PNG image' }).click();
    const png = await shown.next('save');
    expect(png.format).toBe('png');
    expect([...(png.data ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    await page.getByText('Save as').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await shown.next('save')).toEqual({ type: 'save', format: 'svg' });
    await page.getByRole('button', { name: 'Copy summary as Markdown' }).click();
    expect(await shown.next('copy-summary')).toEqual({ type: 'copy-summary' });
  });

  it('closes its menu on Escape and gives the focus back', async () => {
    const { page } = await finished();
    await page.getByText('Save as').click();
    expect(await page.getByRole('menu').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').isVisible()).toBe(false);
  });
});

describe('themes', () => {
  it('follow the editor at once', async () => {
    const { page } = await finished();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const pixel = () =>
      page.locator('.holder.memory canvas').evaluate((canvas) => {
        const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
        const { data } = context?.getImageData(0, 0, context.canvas.width, context.canvas.height) ?? {
          data: [],
        };
        const seen = new Set<string>();
        for (let i = 0; i < data.length; i += 4)
          if (data[i + 3] === 255) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
        return [...seen];
      });
    expect(await ground()).toBe('rgb(31, 31, 31)');
    expect(await pixel()).toContain('55,148,255');
    await shown.setTheme('vscode-light');
    await shown.painted();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect(await pixel()).toContain('26,133,255');
    await shown.setTheme('vscode-high-contrast');
    await shown.painted();
    expect(await ground()).toBe('rgb(0, 0, 0)');
    expect(await pixel()).toContain('243,133,24');
  });
});

it('ignores what is no message', async () => {
  const { page } = await finished();
  await page.evaluate(() => {
    for (const data of [null, 1, 'open', { type: 'open' }, { type: 'log', run: 'x' }]) {
      window.dispatchEvent(new MessageEvent('message', { data }));
    }
  });
  await shown.painted();
  expect(await page.locator('.step').count()).toBe(5);
});
