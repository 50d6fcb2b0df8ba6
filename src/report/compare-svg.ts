/** The runs of a comparison as pictures on shared axes: laid over each other, and side by side. */
import { unbroken } from '../core/run/decimate';
import type { RunFold } from '../core/run/fold';
import { formatBytes } from '../core/units';
import { type Axis, byteAxis, timeAxis } from './scale';
import { bands, curve, type Frame, grid, path, px } from './svg-layers';
import { stepLayer } from './svg-steps';
import { escapeXml, SVG_STYLE } from './svg-style';

/** One line of the picture. */
export interface ComparedRun {
  label: string;
  run: RunFold;
}

/** Told apart in both schemes and with the common colour deficiencies (Okabe and Ito); dashes tell them apart without colour. */
export const COMPARE_STYLE = `
.stairstep .run { fill: none; stroke-width: 1.75; stroke-linejoin: round; }
.stairstep .run-label { font-weight: 600; }
.stairstep .r0 { stroke: #0072b2; } .stairstep .r1 { stroke: #d55e00; } .stairstep .r2 { stroke: #009e73; }
.stairstep .r3 { stroke: #cc79a7; } .stairstep .r4 { stroke: #b8860b; } .stairstep .r5 { stroke: #56b4e9; }
.stairstep .r6 { stroke: #7f7f7f; } .stairstep .r7 { stroke: #8a5fbf; }
.stairstep text.run-label { stroke: none; }
`;
const COLOURS = 8;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

const WIDTH = 960;
const LEFT = 74;
const LABELS = 250;
const PLOT = 320;
const TOP = 66;
const BELOW = 42;
const LABEL_HEIGHT = 15;
const PIXELS_PER_TIME_LABEL = 90;
const PIXELS_PER_SIZE_LABEL = 48;

interface Axes {
  times: Axis;
  sizes: Axis;
}

function sharedAxes(runs: readonly ComparedRun[], width: number, height: number): Axes {
  let highest = 0;
  let last = 0;
  for (const { run } of runs) {
    last = Math.max(last, run.samples.t.at(-1) ?? 0);
    highest = run.samples.rss.reduce((most, size) => Math.max(most, size), highest);
  }
  return {
    times: timeAxis(0, last, Math.max(2, Math.floor(width / PIXELS_PER_TIME_LABEL))),
    sizes: byteAxis(highest * 1.02, Math.max(2, Math.floor(height / PIXELS_PER_SIZE_LABEL))),
  };
}

function frameOf(left: number, top: number, width: number, height: number, { times, sizes }: Axes): Frame {
  const bottom = top + height;
  return {
    left,
    right: left + width,
    top,
    bottom,
    x: (t) => left + ((t - times.from) / (times.to - times.from)) * width,
    y: (bytes) => bottom - (bytes / sizes.to) * height,
  };
}

/** All lines over each other, each named at its end. The first is the reference; its bursts are the bands. */
export function overlaidChart(title: string, text: string, runs: readonly ComparedRun[]): string {
  const width = WIDTH - LEFT - LABELS;
  const axes = sharedAxes(runs, width, PLOT);
  const frame = frameOf(LEFT, TOP, width, PLOT, axes);
  const height = TOP + PLOT + BELOW;
  const [reference] = runs;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="stairstep" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="compared-title compared-text">`,
    `<title id="compared-title">${escapeXml(title)}</title>`,
    `<desc id="compared-text">${escapeXml(text)}</desc>`,
    `<style>${SVG_STYLE}${COMPARE_STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>`,
    `<text class="title" x="${LEFT}" y="28">${escapeXml(title)}</text>`,
    `<text class="quiet" x="${LEFT}" y="47">${escapeXml(text)}</text>`,
    reference ? bands(reference.run, frame) : '',
    grid(frame, axes.times, axes.sizes),
    ...runs.map(({ run }, i) => colouredCurve(run, i, frame)).reverse(),
    ...endLabels(runs, frame),
    '</svg>\n',
  ].join('\n');
}

function colouredCurve(run: RunFold, index: number, frame: Frame): string {
  const dashes = DASHES[Math.floor(index / 2) % DASHES.length];
  const dash = dashes ? ` stroke-dasharray="${dashes}"` : '';
  const d = unbroken(run.samples.t)
    .map((range) => path(run.samples, range, frame))
    .join('');
  return `<path class="run r${index % COLOURS}"${dash} d="${d}"/>`;
}

/** Names at the ends of the lines, moved apart where they would meet. */
function endLabels(runs: readonly ComparedRun[], { right, top, bottom, y }: Frame): string[] {
  const ends = runs
    .map(({ label, run }, index) => {
      const end = run.samples.rss.at(-1) ?? 0;
      return { index, text: `${label} ${formatBytes(end)}`, wanted: y(end) };
    })
    .sort((a, b) => a.wanted - b.wanted);
  let free = top;
  const placed = ends.map((end, i) => {
    const room = bottom - (ends.length - 1 - i) * LABEL_HEIGHT;
    const at = Math.min(Math.max(end.wanted, free), room);
    free = at + LABEL_HEIGHT;
    return { ...end, at };
  });
  return placed.map(
    ({ index, text, wanted, at }) =>
      `<line class="run r${index % COLOURS}" x1="${px(right)}" x2="${px(right + 14)}" y1="${px(wanted)}" y2="${px(at)}"/><text class="run-label" x="${px(right + 18)}" y="${px(at + 4)}">${escapeXml(shortened(text))}</text>`,
  );
}

const LONGEST_LABEL = 31;

function shortened(text: string): string {
  if (text.length <= LONGEST_LABEL) return text;
  const [, label = text, size = ''] = /^(.*)( \S+ \S+)$/.exec(text) ?? [];
  return `${label.slice(0, LONGEST_LABEL - size.length - 1)}…${size}`;
}

const SMALL_PLOT = 150;
const SMALL_TOP = 34;
const GAP = 16;

/** Each run in a picture of its own, two in a row, all on the same axes, with its steps marked. */
export function sideBySide(runs: readonly ComparedRun[]): string {
  const width = (WIDTH - GAP) / 2;
  const plot = width - LEFT - 16;
  const axes = sharedAxes(runs, plot, SMALL_PLOT);
  const cell = SMALL_TOP + SMALL_PLOT + BELOW;
  const height = Math.ceil(runs.length / 2) * (cell + GAP);
  const pictures = runs.map(({ label, run }, i) => {
    const left = (i % 2) * (width + GAP);
    const top = Math.floor(i / 2) * (cell + GAP);
    const frame = frameOf(left + LEFT, top + SMALL_TOP, plot, SMALL_PLOT, axes);
    return [
      `<g aria-label="${escapeXml(label)}">`,
      `<rect class="ground" x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${cell}" rx="6"/>`,
      `<text class="run-label" x="${px(left + LEFT)}" y="${px(top + 18)}">${escapeXml(label)}</text>`,
      bands(run, frame),
      grid(frame, axes.times, axes.sizes),
      curve(run.samples, frame),
      stepLayer(run, [], frame, () => top),
      '</g>',
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="stairstep" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Each trial by itself, on the same axes">`,
    `<style>${SVG_STYLE}${COMPARE_STYLE}</style>`,
    ...pictures,
    '</svg>\n',
  ].join('\n');
}
