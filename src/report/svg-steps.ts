/** Steps on the picture: the rise drawn over the line, and a label in a row of its own above the plot. */
import type { MarkedStep, RunFold } from '../core/run/fold';
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
  const { t, rss } = run.samples;
  const rises = stepsOf(run).map(({ step, status }) => {
    const from = Math.max(0, run.samples.indexAt(step.start) - 1);
    const to = Math.min(t.length, run.samples.indexAt(step.end) + 1);
    const d = path(run.samples, { from, to }, frame);
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
