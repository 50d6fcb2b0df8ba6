/** Which step is under the pointer. */
import type { StepLevel } from '../model/step-levels';
import type { Geometry } from './geometry';
import { isOnLabel, type PlacedLabel } from './step-labels';

/** Pixels from a stair that still mean it. */
const REACH = 6;

/** The id of the step whose label or stair is at a place of the canvas, pixels. */
export function stepAt(
  labels: readonly PlacedLabel[],
  steps: readonly StepLevel[],
  { x, y }: Geometry,
  at: { x: number; y: number },
): number | undefined {
  const label = labels.findLast(({ place }) => isOnLabel(place, at.x, at.y));
  if (label) return label.level.step.id;
  return steps.findLast(({ step, before, after, until }) => {
    const foot = { x: x(step.start), y: y(before) };
    const edge = { x: x(step.end), y: y(after) };
    const end = { x: x(until), y: edge.y };
    return distance(at, foot, edge) <= REACH || distance(at, edge, end) <= REACH;
  })?.step.id;
}

interface Point {
  x: number;
  y: number;
}

/** From a point to a line between two others. */
function distance(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(a.x + share * dx - point.x, a.y + share * dy - point.y);
}
