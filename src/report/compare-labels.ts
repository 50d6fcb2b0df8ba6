/** What stands at the ends of the lines of a comparison: how much each holds there, and whose it is. */
import type { RunFold } from '../core/run/fold';
import { formatBytes } from '../core/units';
import { lookOf } from './compare-style';
import { type Frame, px } from './svg-layers';
import { escapeXml } from './svg-style';
import { wrap } from './terminal-style';

/** One line of the picture. */
export interface ComparedRun {
  label: string;
  run: RunFold;
}

export interface EndLabel {
  /** of the run */
  index: number;
  name: string;
  size: string;
  /** the name, in as many lines as it takes */
  lines: readonly string[];
  /** where the line ends: seconds and bytes */
  t: number;
  bytes: number;
}

const LETTERS = 30;
const LINES = 3;
const LINE_HEIGHT = 15;
/** Rounded up, of a semi-bold 12 px sans-serif: a letter, and a digit or a capital, as in a date. */
const PIXELS_PER_LETTER = 6.6;
const PIXELS_PER_WIDE = 8.4;
/** Pixels from the plot to the names: the lead, and the sizes, which end where the names begin. */
const LEAD = 14;
const SIZES = 84;
const MARGIN = 12;

/** From the largest to the smallest. */
export function endLabels(runs: readonly ComparedRun[]): EndLabel[] {
  return runs
    .map(({ label: name, run: { samples } }, index) => {
      const bytes = samples.rss.at(-1) ?? 0;
      const t = samples.t.at(-1) ?? 0;
      return { index, name, size: formatBytes(bytes), lines: linesOf(name), t, bytes };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** Pixels that they take beside the plot. */
export function widthOfLabels(labels: readonly EndLabel[]): number {
  return SIZES + Math.max(0, ...labels.flatMap(({ lines }) => lines).map(widthOf)) + MARGIN;
}

function widthOf(line: string): number {
  const wide = line.match(/[\dA-Z]/g)?.length ?? 0;
  return wide * PIXELS_PER_WIDE + (line.length - wide) * PIXELS_PER_LETTER;
}

/** Pixels that they take where all end together. */
export function heightOfLabels(labels: readonly EndLabel[]): number {
  return labels.reduce((sum, label) => sum + heightOf(label), 0);
}

/** The labels, each where its line ends or as near to that as those beside it leave room for. */
export function paintedLabels(labels: readonly EndLabel[], { right, top, bottom, x, y }: Frame): string[] {
  let free = top;
  let below = heightOfLabels(labels);
  return labels.map((label) => {
    const { t, bytes } = label;
    const end = { x: x(t), y: y(bytes) };
    const at = Math.min(Math.max(end.y, free), bottom - below + LINE_HEIGHT);
    free = at + heightOf(label);
    below -= heightOf(label);
    return painted(label, end, { right, at });
  });
}

function painted(
  { index, name, size, lines }: EndLabel,
  end: { x: number; y: number },
  { right, at }: { right: number; at: number },
): string {
  const [left, base] = [px(right + SIZES), px(at + 4)];
  const words = lines.map(
    (line, i) => `<tspan x="${left}" dy="${i === 0 ? 0 : LINE_HEIGHT}">${escapeXml(line)}</tspan>`,
  );
  return [
    `<path class="lead" d="M${px(end.x)} ${px(end.y)}H${px(right)}"/>`,
    `<path ${lookOf(index)} d="M${px(right)} ${px(end.y)}L${px(right + LEAD)} ${px(at)}"/>`,
    `<text class="run-label size" x="${px(right + SIZES - 8)}" y="${base}">${escapeXml(size)}</text>`,
    `<text class="run-label" x="${left}" y="${base}">${words.join('')}<title>${escapeXml(name)}</title></text>`,
  ].join('');
}

function heightOf({ lines }: EndLabel): number {
  return Math.max(1, lines.length) * LINE_HEIGHT;
}

/** A word that is wider than a line, such as a name of a file, is broken. */
function linesOf(name: string): string[] {
  const words = name.replace(new RegExp(`\\S{${LETTERS}}(?=\\S)`, 'g'), '$& ');
  const lines = wrap(words, LETTERS);
  if (lines.length <= LINES) return lines;
  const last = lines[LINES - 1] ?? '';
  return [...lines.slice(0, LINES - 1), `${last.slice(0, LETTERS - 1)}…`];
}
