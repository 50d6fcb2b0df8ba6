import { describe, expect, it } from 'vitest';
import { textOf } from './harness';
import { Pages } from './pages';

const pages = Pages.forTests();

describe('a stair on the chart', () => {
  it('shows a hand, and opens its details when it is clicked', async () => {
    const { page } = await pages.finished();
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
    await page.locator('.details').waitFor();
  });

  it('is not clicked by the end of a drag', async () => {
    const { page } = await pages.finished();
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
    const { page } = await pages.finished();
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
    const { page } = await pages.finished();
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
    const { page } = await pages.finished();
    const picture = () =>
      page.locator('.holder.memory canvas').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        return canvas.toDataURL();
      });
    const drawn = () => expect.poll(picture, { timeout: 15_000 });
    await pages.shown.painted();
    const whole = await picture();
    await page.locator('.plot').focus();
    await page.keyboard.press('+');
    await drawn().not.toBe(whole);
    await page.keyboard.press('0');
    await drawn().toBe(whole);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await drawn().not.toBe(whole);
    await page.getByRole('button', { name: 'Show all' }).click();
    await drawn().toBe(whole);
  });

  it('zooms about the time under the pointer', async () => {
    const { page } = await pages.finished();
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
    await pages.shown.painted();
    await page.mouse.move(x, y + 1);
    expect(Math.abs((await seconds()) - before)).toBeLessThan(0.11);
    await page.mouse.move(box.x + 62, y);
    expect(await seconds()).toBeGreaterThan(before / 4);
  });

  it('zooms by wheel and by dragging, and pans with shift', async () => {
    const { page } = await pages.finished();
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
    await pages.shown.painted();
    const selected = await readAt(0.9);
    expect(selected).toBeGreaterThan(wide * 0.35);
    expect(selected).toBeLessThan(wide * 0.5);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(at(0.7), y, { steps: 4 });
    await page.mouse.move(at(0.5), y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await pages.shown.painted();
    expect(await readAt(0.9)).toBeGreaterThan(selected + 2);
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 300);
    await pages.shown.painted();
    expect(await readAt(0.9)).toBeCloseTo(wide, 0);
  });
});
