/** The labels of steps on the chart: each where there is room for it, and a click away from its details. */
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
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

interface Rectangle {
  left: number;
  top: number;
  width: number;
}

export interface StepMarks {
  steps: readonly StepLevel[];
  selected: number | undefined;
  select(id: number): void;
}

export function stepLabels(
  marks: StepMarks,
  view: { from: number; to: number },
  geometry: Geometry,
  theme: Theme,
  t: Translate,
): Record<string, AnnotationOptions> {
  const seen = marks.steps.filter(({ step, until }) => until > view.from && step.start < view.to);
  const annotations: Record<string, AnnotationOptions> = {};
  const labelled = seen.length > MOST_LABELS ? seen.filter(({ step }) => step.id === marks.selected) : seen;
  for (const { level, text, place } of placeLabels(labelled, geometry, theme, t)) {
    const selected = level.step.id === marks.selected;
    annotations[`step-label-${level.step.id}`] = {
      type: 'label',
      xValue: view.from,
      yValue: 0,
      xAdjust: place.left + place.width / 2 - geometry.x(view.from),
      yAdjust: place.top + LABEL_HEIGHT / 2 - geometry.y(0),
      content: text,
      color: selected ? theme.surface : theme.text,
      backgroundColor: selected ? theme.step : theme.surface,
      borderColor: theme.step,
      borderWidth: 1,
      borderDash: level.status === 'provisional' ? [3, 2] : [],
      borderRadius: 3,
      font: { family: theme.font, size: theme.fontSize },
      padding: { x: LABEL_PADDING, y: 2 },
      click: () => marks.select(level.step.id),
    };
  }
  return annotations;
}

/** Each label under its plateau: in full, or short, or not at all where it would cover another. */
function placeLabels(steps: readonly StepLevel[], geometry: Geometry, theme: Theme, t: Translate) {
  const font = `${theme.fontSize}px ${theme.font}`;
  const taken: Rectangle[] = [];
  const placed: { level: StepLevel; text: string; place: Rectangle }[] = [];
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
