/** The charts as one PNG, with a heading and the legend, on the theme's own ground. */
import type { RunFold } from '../src/core/run/fold';
import { heightOf, legendEntries, paintLegend } from './legend-png';
import { caption } from './panels/facts';
import type { Translate } from './text';
import type { Theme } from './theme';
import { shapeWords } from './words';

const MARGIN = 16;
const HEADING = 52;

export async function canvasPng(
  charts: readonly HTMLCanvasElement[],
  legend: HTMLElement,
  { header, verdict }: RunFold,
  theme: Theme,
  t: Translate,
): Promise<Uint8Array<ArrayBuffer>> {
  const scale = devicePixelRatio;
  const picture = document.createElement('canvas');
  const heights = charts.map(({ height }) => height);
  const inner = Math.max(...charts.map(({ width }) => width));
  const context = picture.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  const small = `12px ${theme.font}`;
  context.font = small;
  const entries = legendEntries(legend, context, inner / scale);
  const heading = HEADING + heightOf(entries);
  // this clears what the context was set to
  picture.width = inner + 2 * MARGIN * scale;
  picture.height = heights.reduce((sum, height) => sum + height, 0) + (heading + 2 * MARGIN) * scale;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.save();
  context.scale(scale, scale);
  context.fillStyle = theme.text;
  context.font = `600 16px ${theme.font}`;
  const shape = verdict ? shapeWords(verdict, t) : t('No verdict yet');
  context.fillText(shape, MARGIN, MARGIN + 16);
  context.fillStyle = theme.faint;
  context.font = small;
  if (header) context.fillText(caption(header, t), MARGIN, MARGIN + 38);
  paintLegend(context, entries, { left: MARGIN, top: MARGIN + HEADING }, theme);
  context.restore();
  let top = (heading + MARGIN) * scale;
  for (const [i, chart] of charts.entries()) {
    context.drawImage(chart, MARGIN * scale, top);
    top += heights[i] ?? 0;
  }
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be made.');
  return new Uint8Array(await blob.arrayBuffer());
}
