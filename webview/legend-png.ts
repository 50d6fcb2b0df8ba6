/** The legend as it stands on the page, painted into a picture of the chart. */
import type { Theme } from './theme';

const SWATCH = 14;
const ROW = 18;
const BETWEEN = 16;
const AFTER_SWATCH = 6;

interface Entry {
  text: string;
  colour: string;
  width: number;
  /** pixels drawn, and left out */
  dash: readonly number[];
  /** pixels from the left edge, and the row, from 0 */
  x: number;
  row: number;
}

/** Where the entries go in so many pixels; `context` measures their words, in the font that they get. */
export function legendEntries(legend: HTMLElement, context: CanvasRenderingContext2D, room: number): Entry[] {
  let x = 0;
  let row = 0;
  return [...legend.querySelectorAll('.legend-entry')].map((entry) => {
    const text = entry.textContent ?? '';
    const length = SWATCH + AFTER_SWATCH + context.measureText(text).width;
    if (x > 0 && x + length > room) {
      x = 0;
      row++;
    }
    const at = { x, row };
    x += length + BETWEEN;
    return { text, ...at, ...lineOf(entry.querySelector('.swatch') ?? entry) };
  });
}

export function heightOf(entries: readonly Entry[]): number {
  return ((entries.at(-1)?.row ?? -1) + 1) * ROW;
}

export function paintLegend(
  context: CanvasRenderingContext2D,
  entries: readonly Entry[],
  { left, top }: { left: number; top: number },
  { faint }: Theme,
): void {
  context.textBaseline = 'middle';
  for (const { text, colour, width, dash, x, row } of entries) {
    const y = top + (row + 0.5) * ROW;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(left + x, y);
    context.lineTo(left + x + SWATCH, y);
    context.stroke();
    context.fillStyle = faint;
    context.fillText(text, left + x + SWATCH + AFTER_SWATCH, y);
  }
  context.setLineDash([]);
}

function lineOf(swatch: Element): Pick<Entry, 'colour' | 'width' | 'dash'> {
  const { borderTopColor, borderTopWidth, borderTopStyle } = getComputedStyle(swatch);
  const dash = borderTopStyle === 'dotted' ? [2, 2] : borderTopStyle === 'dashed' ? [4, 3] : [];
  return { colour: borderTopColor, width: Number.parseFloat(borderTopWidth), dash };
}
