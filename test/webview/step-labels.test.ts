/** Which steps are labelled on the chart, and in which words. */
import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import type { Step } from '../../src/core/run/verdict';
import { textOf } from './harness';
import { Pages } from './pages';
import { recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();
const MB = 1e6;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  text: string;
}

/** The boxes of the labels of the last drawing, with their texts. */
async function labelsOf(events: readonly RunEvent[], width: number): Promise<Box[]> {
  const { page } = await pages.open({ width });
  await page.evaluate(() => {
    const boxes: Box[] = [];
    const { roundRect, fillText, clearRect } = CanvasRenderingContext2D.prototype;
    Object.assign(window, { boxes });
    Object.assign(CanvasRenderingContext2D.prototype, {
      clearRect(this: CanvasRenderingContext2D, ...place: Parameters<typeof clearRect>) {
        if (this.canvas.closest('.memory')) boxes.length = 0;
        clearRect.apply(this, place);
      },
      roundRect(this: CanvasRenderingContext2D, ...place: Parameters<typeof roundRect>) {
        const [left, top, wide, height] = place;
        boxes.push({ left, top, width: wide, height, text: '' });
        roundRect.apply(this, place);
      },
      fillText(this: CanvasRenderingContext2D, ...said: Parameters<typeof fillText>) {
        const last = boxes.at(-1);
        if (last?.text === '') last.text = said[0];
        fillText.apply(this, said);
      },
    });
  });
  await pages.shown.send(open(), file(events));
  await pages.shown.next('painted');
  const boxes = await page.evaluate(() => (window as unknown as { boxes: Box[] }).boxes);
  return boxes.map((box) => ({ ...box, text: box.text.replaceAll('\u00a0', ' ') }));
}

/** The run, with so many megabytes kept by its second step. */
function withSecond(kept: number): RunEvent[] {
  const said = (step: Step): Step => (step.id === 2 ? { ...step, kept: kept * MB } : step);
  return recording('stair-step').map((event) => {
    if (event.kind === 'step') return { ...event, step: said(event.step) };
    if (event.kind !== 'verdict') return event;
    return { ...event, verdict: { ...event.verdict, steps: event.verdict.steps.map(said) } };
  });
}

it.each([420, 700, 1200])('labels the largest steps, and covers none, in %i pixels', async (width) => {
  const boxes = await labelsOf(withSecond(4), width);
  const texts = boxes.map(({ text }) => text);
  expect(texts.some((text) => text.startsWith('+164 MB kept'))).toBe(true);
  expect(texts.some((text) => text.startsWith('+176 MB kept'))).toBe(true);
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) {
      const apart = a.left + a.width <= b.left || b.left + b.width <= a.left;
      expect(apart || Math.abs(a.top - b.top) >= a.height, `${a.text} and ${b.text}`).toBe(true);
    }
});

it('says what caused a step where that leaves room for the others', async () => {
  const texts = (await labelsOf(recording('stair-step'), 1200)).map(({ text }) => text);
  expect(texts).toHaveLength(5);
  expect(texts).toContain('+159 MB kept, after burst 3 (32 connections)');
});

it('has the time of a step at the right, with or without what was given back', async () => {
  const events = recording('stair-step').map((event) => {
    if (event.kind === 'step' && event.step.id === 4)
      return { ...event, step: { ...event.step, givenBack: 0.23 } };
    if (event.kind !== 'verdict') return event;
    const steps = event.verdict.steps.map((step) => (step.id === 4 ? { ...step, givenBack: 0.23 } : step));
    return { ...event, verdict: { ...event.verdict, steps } };
  });
  const { page } = await pages.open();
  await pages.shown.send(open(), file(events));
  await pages.shown.next('painted');
  expect(await textOf(page.locator('.step').nth(3))).toContain('23 % given back');
  const rights = await page
    .locator('.step-time')
    .evaluateAll((times) => times.map((time) => Math.round(time.getBoundingClientRect().right)));
  expect(new Set(rights).size).toBe(1);
  const heights = await page
    .locator('.step')
    .evaluateAll((steps) => steps.map((step) => Math.round(step.getBoundingClientRect().height)));
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(2);
});
