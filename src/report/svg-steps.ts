/** Steps on the picture: the rise drawn over the line, and a label in a row of its own above the plot. */
import type { IndexRange } from '../core/run/decimate';
import type { MarkedStep, RunFold } from '../core/run/fold';
import type { Step } from '../core/run/verdict';
import { type Frame, path, px } from './svg-layers';
import { escapeXml } from './svg-style';
import { shortStepLabel, stepLabel, stepsOf } from './words';

export interface LaidOutLabel extends MarkedStep {
  text: string;
  /** row, from the top */
  lane: number;
  x: number;
  anchor: 'start' | 'end';
}

/** Rounded up, of a semi-bold 12 px sans-serif. */
const PIXELS_PER_LETTER = 6.6;
const LANES = [0, 1, 2, 3, 4, 5, 6, 7];
const BETWEEN = 14;

/** Gives each label the first row with room for it and its line, in full or short. Labels past the last row are left to the marks alone. */
export function laidOut(
  run: RunFold,
  x: (t: number) => number,
  { left, right }: { left: number; right: number },
): LaidOutLabel[] {
  const placed: (LaidOutLabel & Extent)[] = [];
  for (const marked of stepsOf(run)) {
    const at = x(marked.step.end);
    const candidates = [stepLabel(marked.step), shortStepLabel(marked.step)].flatMap((text) => {
      const width = text.length * PIXELS_PER_LETTER + 10;
      const anchor = at + width > right && at - width >= left ? 'end' : 'start';
      const from = anchor === 'start' ? at : at - width;
      const label = { ...marked, text, x: at, anchor, from, to: from + width } as const;
      const lane = LANES.find((row) => placed.every((other) => isClear(label, row, other)));
      if (label.to > right && text !== shortStepLabel(marked.step)) return [];
      return lane === undefined ? [] : [{ ...label, lane }];
    });
    if (candidates[0]) placed.push(candidates[0]);
  }
  return placed;
}

interface Extent {
  from: number;
  to: number;
}

/** Whether a label in row `lane` and the one that stands already leave each other's text readable. */
function isClear(label: Extent & { x: number }, lane: number, other: LaidOutLabel & Extent): boolean {
  const crosses = (x: number, { from, to }: Extent) => x > from && x < to + BETWEEN;
  if (lane === other.lane) return label.from > other.to + BETWEEN || label.to + BETWEEN < other.from;
  return lane < other.lane ? !crosses(label.x, other) : !crosses(other.x, label);
}

/** The rises, the labels, and a thin line from each label to its step. */
export function stepLayer(
  run: RunFold,
  labels: readonly LaidOutLabel[],
  frame: Frame,
  laneY: (lane: number) => number,
): string {
  const { rss } = run.samples;
  const steps = stepsOf(run);
  const rises = steps.map(({ step, status }, i) => {
    const d = path(run.samples, riseOf(run, step, steps[i + 1]?.step.start ?? Infinity), frame);
    return `<path class="step ${status}" d="${d}"><title>${escapeXml(stepLabel(step))}</title></path>`;
  });
  const texts = labels.map(({ step, text, lane, x, anchor }) => {
    const height = frame.y(rss[Math.min(rss.length - 1, run.samples.indexAt(step.end))] ?? 0);
    const y = laneY(lane);
    const textX = anchor === 'start' ? x + 8 : x - 8;
    return [
      `<line class="leader" x1="${px(x)}" x2="${px(x)}" y1="${px(y - 4)}" y2="${px(height)}"/>`,
      `<circle class="mark" cx="${px(x)}" cy="${px(y - 4)}" r="3.5"/>`,
      `<text class="step-text" text-anchor="${anchor}" x="${px(textX)}" y="${px(y)}">${escapeXml(text)}</text>`,
    ].join('');
  });
  return [...rises, ...texts].join('\n');
}

/** Seconds before a step in which its foot is looked for, and after it in which memory comes to where it stays. */
const NEAR = 1.5;

/**
 * The samples of a rise: from its foot to where it has come to what was kept, so that what is drawn bold is as high as
 * its label says. A step is timed by when memory was seen to stay, which may be a little before or after that.
 */
function riseOf({ samples, phases }: RunFold, { start, end, kept }: Step, next: number): IndexRange {
  const { t, rss } = samples;
  const rest = phases.findLast(({ phase, from }) => phase !== 'burst' && from < start);
  const earliest = samples.indexAt(Math.max(start - NEAR, rest?.from ?? 0));
  const at = Math.max(0, samples.indexAt(start) - 1);
  let foot = at;
  for (let i = at; i >= earliest; i--) if ((rss[i] ?? 0) < (rss[foot] ?? 0)) foot = i;
  const level = (rss[foot] ?? 0) + kept * 0.98;
  const last = Math.min(t.length, samples.indexAt(end) + 1);
  const latest = samples.indexAt(Math.min(end + NEAR, next));
  let top = last - 1;
  while (top < latest && (rss[top] ?? 0) < level) top++;
  const reached = (rss[top] ?? 0) >= level;
  return { from: foot, to: reached ? Math.max(top + 1, foot + 2) : last };
}
