/** The labels of steps on the chart: each where there is room for it, and a click away from its details. */
import { formatBytes } from '../../src/core/units';
import type { StepLevel } from '../model/step-levels';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { placedStepWords } from '../words';
import type { Geometry } from './geometry';
import { textWidth } from './text-width';

/** More steps than this in view are drawn without labels. */
const MOST_LABELS = 14;
const LABEL_HEIGHT = 18;
const LABEL_PADDING = 5;
const GAP = 4;

function fontOf({ fontSize, font }: Theme): string {
  return `${fontSize}px ${font}`;
}

interface Rectangle {
  left: number;
  top: number;
  width: number;
}

export interface StepMarks {
  steps: readonly StepLevel[];
  selected: number | undefined;
}

/** A label and where it stands. */
export interface PlacedLabel {
  level: StepLevel;
  text: string;
  place: Rectangle;
}

/** The labels that there is room for. */
export function placedLabels(
  { steps, selected }: StepMarks,
  view: { from: number; to: number },
  geometry: Geometry,
  theme: Theme,
  t: Translate,
): PlacedLabel[] {
  const seen = steps.filter(({ step, until }) => until > view.from && step.start < view.to);
  const labelled = seen.length > MOST_LABELS ? seen.filter(({ step }) => step.id === selected) : seen;
  return placeLabels(labelled, geometry, theme, t);
}

/** Paints them over everything else. */
export function paintStepLabels(
  context: CanvasRenderingContext2D,
  labels: readonly PlacedLabel[],
  selected: number | undefined,
  theme: Theme,
): void {
  context.font = fontOf(theme);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.strokeStyle = theme.step;
  for (const { level, text, place } of labels) {
    const chosen = level.step.id === selected;
    const [left, top] = [Math.round(place.left) + 0.5, Math.round(place.top) + 0.5];
    context.setLineDash(level.status === 'provisional' ? [3, 2] : []);
    context.beginPath();
    context.roundRect(left, top, Math.round(place.width) - 1, LABEL_HEIGHT - 1, 3);
    context.fillStyle = chosen ? theme.step : theme.surface;
    context.fill();
    context.stroke();
    context.fillStyle = chosen ? theme.surface : theme.text;
    context.fillText(text, left + LABEL_PADDING, top + LABEL_HEIGHT / 2);
  }
  context.setLineDash([]);
}

/** Whether a place on the canvas, pixels, is on a label. */
export function isOnLabel({ left, top, width }: Rectangle, x: number, y: number): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + LABEL_HEIGHT;
}

/**
 * Each label under its plateau, or above it. What was kept is what a chart is looked at for: the largest steps get a
 * place first, and what caused them is added where that still leaves room.
 */
function placeLabels(
  steps: readonly StepLevel[],
  geometry: Geometry,
  theme: Theme,
  t: Translate,
): PlacedLabel[] {
  const font = fontOf(theme);
  const placed = new Map<StepLevel, PlacedLabel>();
  const place = (level: StepLevel, text: string, mayMove: boolean) => {
    const width = textWidth(text, font) + 2 * LABEL_PADDING + 2;
    const others = [...placed.values()].filter((label) => label.level !== level).map((label) => label.place);
    const free = freePlace(level, width, geometry, others, mayMove);
    if (free) placed.set(level, { level, text, place: free });
  };
  const largestFirst = steps.toSorted((a, b) => b.step.kept - a.step.kept);
  for (const level of largestFirst) place(level, t('+{0} kept', formatBytes(level.step.kept)), true);
  for (const level of largestFirst) place(level, placedStepWords(level.step, t), false);
  return steps.flatMap((level) => placed.get(level) ?? []);
}

function freePlace(
  { step, after }: StepLevel,
  width: number,
  { x, y, left, right, top, bottom }: Geometry,
  taken: readonly Rectangle[],
  mayMove: boolean,
): Rectangle | undefined {
  const wanted = Math.max(left, x(step.end)) + GAP;
  const start = Math.min(wanted, right - width - GAP);
  if (start < left || (start < wanted && !mayMove)) return undefined;
  const level = y(after);
  return [level + GAP, level - LABEL_HEIGHT - GAP]
    .map((above) => ({ left: start, top: above, width }))
    .find(
      (place) =>
        place.top >= top &&
        place.top + LABEL_HEIGHT <= bottom &&
        !taken.some((other) => overlaps(place, other)),
    );
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const apart = a.left + a.width + GAP < b.left || b.left + b.width + GAP < a.left;
  return !apart && Math.abs(a.top - b.top) < LABEL_HEIGHT + 2;
}
