/** The labels of steps on the chart: each where there is room for it, and a click away from its details. */
import { formatBytes } from '../../src/core/units';
import type { StepLevel } from '../model/step-levels';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { stepWords } from '../words';
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

/** Each label under its plateau: in full, or short, or not at all where it would cover another. */
function placeLabels(
  steps: readonly StepLevel[],
  geometry: Geometry,
  theme: Theme,
  t: Translate,
): PlacedLabel[] {
  const font = fontOf(theme);
  const taken: Rectangle[] = [];
  const placed: PlacedLabel[] = [];
  for (const level of [...steps].reverse()) {
    const forms = [stepWords(level.step, t), t('+{0} kept', formatBytes(level.step.kept))];
    for (const [i, text] of forms.entries()) {
      const width = textWidth(text, font) + 2 * LABEL_PADDING + 2;
      const place = freePlace(level, width, geometry, taken, i > 0);
      if (!place) continue;
      taken.push(place);
      placed.push({ level, text, place });
      break;
    }
  }
  return placed.reverse();
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
