import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import type { Step } from '../../src/core/run/verdict';
import { textOf, textsOf } from './harness';
import { Pages } from './pages';
import { encode, header, recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();

describe('a finished run', () => {
  it('says its verdict with reasons and the next step', async () => {
    const { page } = await pages.finished();
    const banner = page.locator('.banner');
    expect(await banner.getAttribute('data-profile')).toBe('stair-step');
    expect(await banner.getAttribute('aria-live')).toBe('polite');
    const text = await textOf(banner);
    expect(text).toContain('Stair-step');
    expect(text).toContain('very sure (97 %)');
    expect(text).toContain('Five steps hold 731 MB');
    expect(text).toContain('Next: Compare allocators');
    expect(text).toContain('sample-service · system allocator (glibc 2.36) · release');
  });

  it('tells what is missing from what was measured', async () => {
    const missing = [{ code: 'equal-bursts', text: 'Three more bursts of the same size.' }];
    const events = recording('leak').map((event) =>
      event.kind === 'verdict'
        ? { ...event, verdict: { ...event.verdict, profile: 'inconclusive' as const, missing } }
        : event,
    );
    await pages.open();
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    const reasons = await pages.shown.page.locator('.banner .reasons li').allTextContents();
    expect(reasons.at(-1)).toBe('Missing: Three more bursts of the same size.');
    expect(reasons.at(0)).toMatch(/^Four equal bursts/);
  });

  it('links the next step where the host can do it, and says the command where it cannot', async () => {
    const next =
      'Compare allocators with `stairstep compare`, or add jemalloc with `stairstep fix --allocator jemalloc`.';
    const events = recording('stair-step').map((event) =>
      event.kind === 'verdict' ? { ...event, verdict: { ...event.verdict, next } } : event,
    );
    await pages.open();
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    const line = pages.shown.page.locator('.banner .next');
    expect(await textOf(line)).toBe('Next: Compare allocators, or add jemalloc.');
    expect(await line.locator('vscode-link').allTextContents()).toEqual([
      'Compare allocators',
      'add jemalloc',
    ]);
    await line.locator('vscode-link').first().click();
    expect(await pages.shown.next('action')).toEqual({ type: 'action', action: 'compare-allocators' });
    await line.locator('vscode-link').last().click();
    expect(await pages.shown.next('action')).toEqual({ type: 'action', action: 'add-allocator' });
    await pages.shown.send({ type: 'status', live: false, actions: [] });
    await pages.shown.painted();
    expect(await line.locator('code').allTextContents()).toEqual([
      'stairstep compare',
      'stairstep fix --allocator jemalloc',
    ]);
  });

  it('does not say how sure it is that it cannot tell', async () => {
    const events = recording('ragged').map((event) =>
      event.kind === 'verdict'
        ? { ...event, verdict: { ...event.verdict, profile: 'inconclusive' as const, confidence: 1 } }
        : event,
    );
    await pages.open();
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.banner .title'))).toBe('Inconclusive');
    expect(await textOf(pages.shown.page.locator('.banner'))).not.toContain('sure');
  });

  it.each([
    ['leak', 'Leak', '0'],
    ['ragged', 'Ragged', '0'],
  ] as const)('tells a %s by its own name, without steps', async (shape, title, steps) => {
    const { page } = await pages.finished(shape);
    expect(await textOf(page.locator('.banner .title'))).toBe(title);
    expect(String(await page.locator('.step').count())).toBe(steps);
    expect(await textOf(page.locator('.side'))).toContain('This run has no steps.');
  });

  it('lists each step with what it kept and its burst', async () => {
    const { page } = await pages.finished();
    const rows = await textsOf(page.locator('.step'));
    expect(rows).toHaveLength(5);
    expect(rows[2]).toContain('+159 MB kept');
    expect(rows[2]).toContain('after burst 3 (32 connections)');
  });

  it('opens the details of a step: what grew, why, and links that the host gets', async () => {
    const { page } = await pages.finished();
    await page.locator('.step').nth(2).click();
    const details = page.locator('.details');
    const text = await textOf(details);
    expect(text).toContain('RSS rose from 268 MB to 427 MB');
    expect(text).toContain('76 % of that was still resident');
    expect(text).toContain('arenas of threads');
    await details.getByText('Add tikv-jemallocator…').click();
    expect(await pages.shown.next('action')).toEqual({ type: 'action', action: 'add-allocator', step: 3 });
    await page.locator('.step').nth(2).click();
    expect(await details.count()).toBe(0);
  });

  it('numbers steps by time, whatever their ids, and says what was given back', async () => {
    const given = (step: Step): Step => ({ ...step, id: 10 - step.id, givenBack: 1 });
    const events = recording('stair-step').map((event) => {
      if (event.kind === 'step') return { ...event, step: given(event.step) };
      if (event.kind !== 'verdict') return event;
      const { verdict } = event;
      const said = { ...verdict, profile: 'flat' as const, steps: verdict.steps.map(given) };
      return { ...event, verdict: said };
    });
    await pages.open();
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    const { page } = pages.shown;
    expect(await textOf(page.locator('.banner .meaning'))).toBe('Memory grew, then stopped growing.');
    await page.locator('.step').nth(1).click();
    expect(await page.locator('.details').getAttribute('aria-label')).toBe('Details of step 2');
    expect(await textOf(page.locator('.step').nth(1))).toContain('100 % given back');
  });

  it('hides what the host cannot do', async () => {
    await pages.open();
    await pages.shown.send(open({ actions: ['show-source'] }), file(recording('stair-step')));
    await pages.shown.next('painted');
    const { page } = pages.shown;
    await page.locator('.step').first().click();
    expect(await textOf(page.locator('.links'))).toBe('Show main.rs');
    expect(await page.getByText('Save as').count()).toBe(0);
    expect(await page.getByText('Run again').count()).toBe(0);
  });

  it('describes itself to a screen reader', async () => {
    const { page } = await pages.finished();
    const id = await page.locator('.plot').getAttribute('aria-describedby');
    const summary = await textOf(page.locator(`#${id}`));
    expect(summary).toContain('Resident memory of sample-service over 73 s, with 7 bursts of load.');
    expect(summary).toContain('+159 MB kept, after burst 3 (32 connections).');
  });

  it('speaks the language of the editor', async () => {
    await pages.open();
    const strings = {
      'Stair-step': 'Treppe',
      'after burst {0} ({1} connections)': 'nach Stoß {0} ({1} Verbindungen)',
    };
    await pages.shown.send(open({ strings }), file(recording('stair-step')));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.banner .title'))).toBe('Treppe');
    expect(await textOf(pages.shown.page.locator('.step').nth(1))).toContain('nach Stoß 2 (16 Verbindungen)');
  });

  it('shows text of the service as text', async () => {
    await pages.open();
    const hostile: RunEvent = { kind: 'note', t: 1, level: 'warning', text: '<img src=x onerror=alert(1)>' };
    await pages.shown.send(open(), file([...recording('ragged'), hostile]));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.notices').first())).toContain(
      '<img src=x onerror=alert(1)>',
    );
    expect(await pages.shown.page.locator('.notices img').count()).toBe(0);
  });
});

describe('files that are not whole', () => {
  it('draws one that was cut off, and says so', async () => {
    await pages.open();
    const whole = encode(recording('stair-step'));
    await pages.shown.send(open(), {
      type: 'log',
      run: 0,
      bytes: whole.slice(0, whole.length / 2),
      last: true,
    });
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.notices').first())).toContain('cut off');
    expect(await pages.shown.page.locator('.step').count()).toBeGreaterThan(0);
  });

  it('says that a service died in the run, and how', async () => {
    await pages.open();
    await pages.shown.send(open(), file(recording('stair-step', 'service-exited')));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.notices').first())).toContain('signal SIGSEGV');
  });

  it.each([
    ['empty', ''],
    ['of something else', 'hello\nworld\n'],
    ['binary', '\u0000\u0001\u0002'],
  ])('shows a message and a remedy for a file that is %s', async (_, text) => {
    await pages.open();
    await pages.shown.send(open(), {
      type: 'log',
      run: 0,
      bytes: new TextEncoder().encode(text),
      last: true,
    });
    const message = pages.shown.page.locator('[role=alert]');
    await message.waitFor();
    expect(await textOf(message)).toContain('This is not a recording of Stairstep');
    expect(await textOf(message)).toContain('Open a .memprofile file');
  });

  it('shows what the host could not read', async () => {
    await pages.open();
    await pages.shown.send({
      type: 'failed',
      message: 'The file is gone.',
      remedy: 'Run the profile again.',
    });
    const message = pages.shown.page.locator('[role=alert]');
    await message.waitFor();
    expect(await textOf(message)).toContain('Run the profile again.');
  });

  it('says what of the figures lies in child processes', async () => {
    const events = recording('leak').map((event) =>
      event.kind === 'end' ? { ...event, childrenAtPeak: { count: 2, rss: 119e6 } } : event,
    );
    await pages.open();
    await pages.shown.send(open(), file(events));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.notices').last())).toContain(
      'include 2 child processes of the service, with 119 MB at the peak',
    );
  });

  it('says that a run has no samples', async () => {
    await pages.open();
    await pages.shown.send(open(), file([header, { kind: 'end', t: 0, reason: 'interrupted' }]));
    await pages.shown.next('painted');
    expect(await textOf(pages.shown.page.locator('.waiting'))).toContain('This run has no samples.');
  });
});

it('breaks a word that is wider than the page', async () => {
  const word = 'nightly_order_reconciliation_and_invoice_export_worker_eu_central_1_with_retries';
  const [first, ...events] = recording('stair-step');
  if (first?.kind !== 'header') throw new Error('no header');
  const { page } = await pages.open({ width: 300 });
  await pages.shown.send(
    open(),
    file([
      { ...first, service: { ...first.service, name: word } },
      ...events.map((event) =>
        event.kind === 'verdict'
          ? { ...event, verdict: { ...event.verdict, reasons: [{ code: 'x', text: word }], next: word } }
          : event,
      ),
      { kind: 'note', t: 80, level: 'warning', text: word },
    ]),
  );
  await pages.shown.next('painted');
  await page.locator('.notice', { hasText: word }).waitFor();
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(300);
});

it.each([1300, 900, 640, 480, 360])('keeps each control in one piece, %i pixels wide', async (width) => {
  const { page } = await pages.finished();
  await page.setViewportSize({ width, height: 700 });
  const toolbar = page.locator('.toolbar');
  const broken = await toolbar.evaluate((element) =>
    [...element.querySelectorAll('vscode-button')]
      .filter((button) => {
        const face = button.shadowRoot?.querySelector('.content');
        return face && (face.scrollWidth > button.clientWidth || face.clientHeight > button.clientHeight);
      })
      .map((button) => button.getAttribute('aria-label')),
  );
  expect(broken).toEqual([]);
  expect(await toolbar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});

describe('saving', () => {
  it('makes the picture in the page and asks the host for the rest', async () => {
    const { page } = await pages.finished();
    await page.getByText('Save as').click();
    await page.getByRole('menuitem', { name: 'PNG image' }).click();
    const png = await pages.shown.next('save');
    expect(png.format).toBe('png');
    expect([...(png.data ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const chart = await page.locator('.holder.memory').boundingBox();
    // heading, a row of legend, two margins
    const height = new DataView(new Uint8Array(png.data ?? []).buffer).getUint32(20);
    expect(height).toBe(Math.round(chart?.height ?? 0) + 52 + 18 + 32);
    await page.getByText('Save as').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await pages.shown.next('save')).toEqual({ type: 'save', format: 'svg' });
    await page.getByRole('button', { name: 'Copy summary as Markdown' }).click();
    expect(await pages.shown.next('copy-summary')).toEqual({ type: 'copy-summary' });
  });

  it('closes its menu on Escape and gives the focus back', async () => {
    const { page } = await pages.finished();
    await page.getByText('Save as').click();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  });
});

describe('themes', () => {
  it('follow the editor at once', async () => {
    const { page } = await pages.finished();
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
    await pages.shown.setTheme('vscode-light');
    await pages.shown.painted();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect(await pixel()).toContain('26,133,255');
    await pages.shown.setTheme('vscode-high-contrast');
    await pages.shown.painted();
    expect(await ground()).toBe('rgb(0, 0, 0)');
    expect(await pixel()).toContain('243,133,24');
  });
});

it('ignores what is no message', async () => {
  const { page } = await pages.finished();
  await page.evaluate(() => {
    for (const data of [null, 1, 'open', { type: 'open' }, { type: 'log', run: 'x' }]) {
      window.dispatchEvent(new MessageEvent('message', { data }));
    }
  });
  await pages.shown.painted();
  expect(await page.locator('.step').count()).toBe(5);
});
