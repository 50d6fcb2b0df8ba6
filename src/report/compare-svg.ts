/** The runs of a comparison as pictures on shared axes: laid over each other, and side by side. */
import { unbroken } from '../core/run/decimate';
import type { RunFold } from '../core/run/fold';
import { type ComparedRun, endLabels, heightOfLabels, paintedLabels, widthOfLabels } from './compare-labels';
import { COMPARE_STYLE, lookOf } from './compare-style';
import { type Axis, byteAxis, timeAxis } from './scale';
import { bands, curve, type Frame, grid, path, px } from './svg-layers';
import { stepLayer } from './svg-steps';
import { escapeXml, SVG_STYLE } from './svg-style';

const WIDTH = 960;
const LEFT = 74;
const PLOT = 320;
const TOP = 18;
const BELOW = 42;
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

/**
 * All lines over each other, each named at its end. The first is the reference; its bursts are the bands. What the
 * picture is of and what it shows are for those who do not see it: around it they are said to all.
 */
export function overlaidChart(title: string, text: string, runs: readonly ComparedRun[]): string {
  const labels = endLabels(runs);
  const width = WIDTH - LEFT - widthOfLabels(labels);
  const plot = Math.max(PLOT, heightOfLabels(labels));
  const axes = sharedAxes(runs, width, plot);
  const frame = frameOf(LEFT, TOP, width, plot, axes);
  const height = TOP + plot + BELOW;
  const [reference] = runs;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="stairstep" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="compared-title compared-text">`,
    `<title id="compared-title">${escapeXml(title)}</title>`,
    `<desc id="compared-text">${escapeXml(text)}</desc>`,
    `<style>${SVG_STYLE}${COMPARE_STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>`,
    reference ? bands(reference.run, frame) : '',
    grid(frame, axes.times, axes.sizes),
    caption(
      `resident memory over time; bands are the bursts of ${nameOf(reference)}`,
      frame.left,
      frame.bottom + 36,
    ),
    ...runs.map(({ run }, i) => colouredCurve(run, i, frame)).reverse(),
    ...paintedLabels(labels, frame),
    '</svg>\n',
  ].join('\n');
}

/** Letters of a name that a caption has room for. */
const SHORT_NAME = 40;

function nameOf(reference: ComparedRun | undefined): string {
  return reference && reference.label.length <= SHORT_NAME ? reference.label : 'the reference';
}

function caption(text: string, x: number, y: number): string {
  return `<text class="quiet" x="${px(x)}" y="${px(y)}">${escapeXml(text)}</text>`;
}

function colouredCurve(run: RunFold, index: number, frame: Frame): string {
  const d = unbroken(run.samples.t)
    .map((range) => path(run.samples, range, frame))
    .join('');
  return `<path ${lookOf(index)} d="${d}"/>`;
}

const SMALL_PLOT = 150;
const SMALL_TOP = 34;
const SMALL_BELOW = 28;
const GAP = 12;
const CAPTION = 24;

/** Each run in a picture of its own, two in a row, all on the same axes, with its steps marked. */
export function sideBySide(runs: readonly ComparedRun[]): string {
  const width = (WIDTH - GAP) / 2;
  const plot = width - LEFT - 16;
  const axes = sharedAxes(runs, plot, SMALL_PLOT);
  const cell = SMALL_TOP + SMALL_PLOT + SMALL_BELOW;
  const pictureEnd = Math.ceil(runs.length / 2) * (cell + GAP);
  const height = pictureEnd + CAPTION;
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
    caption(
      'resident memory over time; bands are the bursts of each, and its steps are drawn bold',
      LEFT,
      pictureEnd + 12,
    ),
    '</svg>\n',
  ].join('\n');
}
